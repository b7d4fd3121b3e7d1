import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** Up to here the kernel copies in one call, which an abort cannot end. */
export const ONE_CALL_BYTES = 64 * 1024 * 1024

/**
 * A new file with the bytes and permissions of another. Never a hard link: the task could change the cache through it. Where the file system can, the
 * two share their blocks until one is written to.
 */
export async function copyCached (from: { path: string, size: number, mode: number }, to: string, signal: AbortSignal): Promise<void> {
  const { path, size, mode } = from
  signal.throwIfAborted()
  if (size <= ONE_CALL_BYTES) return await copyFile(path, to, constants.COPYFILE_FICLONE)
  const unshared: unknown = await copyFile(path, to, constants.COPYFILE_FICLONE_FORCE).catch((error: unknown) => error)
  if (unshared !== undefined) {
    await rm(to, { force: true })
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), createWriteStream(to, { flags: 'wx', mode }), { signal })
  }
}
