import { close, constants, fchown, fstat, open } from 'node:fs'
import { promisify } from 'node:util'
import { LogFile } from './log-file.ts'
import type { UserIds } from './resolve-user.ts'

// Whoever fills the sandbox could have left a link to somebody else's file, or a fifo that would block us for ever.
const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK

const openFd = promisify(open)
const chownFd = promisify(fchown)
const closeFd = promisify(close)
const statFd = promisify(fstat)

/** A log of a sandbox, to go on at its end: 0644, made where it is not there, owned by the user where given. */
export async function openLogFile (path: string, owner: UserIds | undefined): Promise<LogFile> {
  const fd = await openFd(path, FLAGS, 0o644)
  try {
    const stat = await statFd(fd)
    if (!stat.isFile()) throw new Error(`'${path}' is no file`)
    if (owner) await chownFd(fd, owner.uid, owner.gid)
    return new LogFile(fd, stat.size)
  } catch (error) {
    await closeFd(fd)
    throw error
  }
}
