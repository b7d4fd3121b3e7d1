import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/**
 * Replaces a file by `<path>.gz` of the same owner and mode: there is always one of the two whole. Without the file it does nothing;
 * what is no file stays as it is: a task that may make devices would have the host's disk copied into its sandbox.
 */
export async function compressFile (path: string): Promise<void> {
  const temporary = `${path}.gz.tmp`
  const source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (source === null) return
  try {
    const stat = await source.stat()
    if (!stat.isFile()) throw new Error(`'${path}' is no file`)
    const { uid, gid, mode } = stat
    await rm(temporary, { force: true })
    // Whoever fills the sandbox may have put a link under that name meanwhile.
    const target = await open(temporary, 'wx', mode & 0o777)
    try {
      await target.chown(uid, gid)
      await pipeline(source.createReadStream(), createGzip(), target.createWriteStream())
    } finally {
      await target.close()
    }
    await rename(temporary, `${path}.gz`)
    await rm(path)
  } finally {
    await source.close()
  }
}
