import type { Clock } from '../../types/clock.ts'
import type { ExecCommand, ExecOptions } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'
import { execWords } from '../run-options/exec-words.ts'
import { containerKey } from '../util/container-key.ts'
import { livingProcess, readProc } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import { execBeside } from './exec-beside.ts'
import type { PosixContainer } from './posix-container.ts'

const LOOK_MS = 5
const EMPTY_LOOKS = 20

/** Runs a command for somebody else beside the processes of a container, as their user: another cannot be asked for. */
export async function execCommand (
  { id, running }: Pick<PosixContainer, 'id' | 'running'>, command: ExecCommand, { output, signal = new AbortController().signal }: ExecOptions, clock: Clock
): Promise<number> {
  const { user } = command
  const { value, arguments: args, ...words } = execWords(command)
  if (user !== undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`exec: user: '${user}' is not possible: commands run as the user of the processes`)
  if (running === null || !await hasBegun(running.leader, clock, signal)) throw new errors.CONTAINERIZER_ERR_EXEC_FAILED(`Container ${containerKey(id)} does not run`)
  return await execBeside(running.leader, running.directory, { ...words, value, arguments: [value, ...args] }, signal, output)
}

/**
 * Until the command has taken the place of the shell that prepares it, and with it a session of its own, the environment is not the
 * command's. In the moment of an exec there seems to be none; one that stays empty is.
 */
async function hasBegun (leader: ProcessIdentity, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const isOwn = (session: number): boolean => session === leader.pid && (looks > EMPTY_LOOKS || readProc(leader.pid, 'environ') !== '')
  let looks = 0
  let process = livingProcess(leader)
  while (process !== null && !isOwn(process.session)) {
    await clock.sleep(LOOK_MS, signal)
    looks++
    process = livingProcess(leader)
  }
  return process !== null
}
