import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, normalize } from 'node:path'
import { errors } from '../errors.ts'
import { resolveUser } from './resolve-user.ts'

/**
 * Makes the sandbox: parents as needed (0755 under the umask), the directory itself 0750 and owned by `user` where
 * given. A directory that is already there keeps its mode and content and changes its owner only. Anything else
 * under that name, a symbolic link included, and an unknown user reject with CONTAINERIZER_ERR_SANDBOX_FAILED; an unknown user
 * before anything is made.
 */
export async function createSandbox (directory: string, user?: string): Promise<void> {
  // A trailing slash would make the kernel follow a link in the last component in spite of O_NOFOLLOW.
  const path = normalize(directory).replace(/(?<=.)\/$/, '')
  try {
    const owner = user === undefined ? undefined : await resolveUser(user)
    await mkdir(dirname(path), { recursive: true })
    const made = await mkdirOnce(path)
    const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
    try {
      if (made) await handle.chmod(0o750)
      if (owner) await handle.chown(owner.uid, owner.gid)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    const what = user === undefined ? `create sandbox '${path}'` : `create sandbox '${path}' and chown it to user '${user}'`
    throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(`Failed to ${what}: ${(cause as Error).message}`, { cause })
  }
}

async function mkdirOnce (path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
