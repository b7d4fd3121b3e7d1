import { errors } from '../errors.ts'
import type { Clock } from '../../types/clock.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import { livingProcesses } from './process-tree.ts'

const PAUSE_MS = 5
const PATIENCE_MS = 10_000

/** Sends the signal to every process of the container. True when there was one. */
export function signalTree (leader: ProcessIdentity, directory: string, signal: number): boolean {
  const targets = livingProcesses(leader, directory)
  for (const { pid } of targets) send(pid, signal)
  return targets.length > 0
}

/**
 * SIGKILL until nobody is left: one look is not enough while processes fork. Rejects with CONTAINERIZER_ERR_KILL_FAILED
 * after 10 s, such as for processes which the kernel does not let go.
 */
export async function killTree (leader: ProcessIdentity, directory: string, clock: Clock): Promise<void> {
  const deadline = clock.now() + PATIENCE_MS
  while (clock.now() < deadline) {
    if (!signalTree(leader, directory, 9)) return
    await clock.sleep(PAUSE_MS)
  }
  throw new errors.CONTAINERIZER_ERR_KILL_FAILED(`Processes of the sandbox '${directory}' survive SIGKILL`)
}

/** A process that ended meanwhile is fine. */
export function send (pid: number, signal: number): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
