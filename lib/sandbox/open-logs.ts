import type { OutputStream } from '../../types/docker-engine.ts'
import type { LogRequest, SandboxLogs } from '../../types/sandbox.ts'
import { errors } from '../errors.ts'
import { logPair } from './log-pair.ts'
import type { LogTarget } from './log-pair.ts'
import { resolveUser } from './resolve-user.ts'
import type { UserIds } from './resolve-user.ts'

/** Opens both logs with the owner, or neither: it rejects with nothing left open, with CONTAINERIZER_ERR_SANDBOX_FAILED. */
export async function openLogs (
  { containerKey, user }: LogRequest, open: (stream: OutputStream, owner: UserIds | undefined) => Promise<LogTarget>
): Promise<SandboxLogs> {
  try {
    const owner = user === undefined ? undefined : await resolveUser(user)
    const stdout = await open('stdout', owner)
    try {
      return logPair(stdout, await open('stderr', owner))
    } catch (error) {
      await stdout.end()
      throw error
    }
  } catch (cause) {
    const text = `Failed to open the logs of container ${containerKey}: ${(cause as Error).message}`
    throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(text, { cause })
  }
}
