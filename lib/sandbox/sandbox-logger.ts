import { close, constants, fchown, fstat, open } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { errors } from '../errors.ts'
import { LogFile } from './log-file.ts'
import { logPair } from './log-pair.ts'
import { resolveUser } from './resolve-user.ts'
import type { UserIds } from './resolve-user.ts'
import type { ContainerLogger, LogRequest, SandboxLogs } from '../../types/sandbox.ts'

// Whoever fills the sandbox could have left a link to somebody else's file, or a fifo that would block us for ever.
const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK

const openFd = promisify(open)
const chownFd = promisify(fchown)
const closeFd = promisify(close)
const statFd = promisify(fstat)

/**
 * Appends a container's output to `stdout` and `stderr` of its sandbox (0644, owned by the user where given), as
 * Mesos' own sandbox logger does. Opening rejects with CONTAINERIZER_ERR_SANDBOX_FAILED and leaves nothing open.
 */
export class SandboxLogger implements ContainerLogger {
  async open (options: LogRequest): Promise<SandboxLogs> {
    try {
      const owner = options.user === undefined ? undefined : await resolveUser(options.user)
      const stdout = await openLog(join(options.directory, 'stdout'), owner)
      try {
        return logPair(stdout, await openLog(join(options.directory, 'stderr'), owner))
      } catch (error) {
        await stdout.end()
        throw error
      }
    } catch (cause) {
      const text = `Failed to open the logs of container ${options.containerKey}: ${(cause as Error).message}`
      throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(text, { cause })
    }
  }
}

async function openLog (path: string, owner: UserIds | undefined): Promise<LogFile> {
  const fd = await openFd(path, FLAGS, 0o644)
  try {
    if (owner) await chownFd(fd, owner.uid, owner.gid)
    const stat = await statFd(fd)
    if (!stat.isFile()) throw new Error(`'${path}' is no file`)
    return new LogFile(fd, stat.size)
  } catch (error) {
    await closeFd(fd)
    throw error
  }
}
