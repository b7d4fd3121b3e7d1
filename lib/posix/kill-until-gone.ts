import { containerKey } from '../util/container-key.ts'
import { killTree } from './kill-tree.ts'
import type { PosixParts } from './posix-parts.ts'
import type { PosixRun } from './posix-run.ts'

const RETRY_MS = 1000

/** Resolves when no process of it is left; what survives is told and killed again. Rejects with the signal's reason when aborted. */
export async function killUntilGone (
  { containerId, leader, directory }: PosixRun, { clock, log }: Pick<PosixParts, 'clock' | 'log'>, signal: AbortSignal
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await killTree(leader, directory, clock)
    } catch (err) {
      log.error({ container: containerKey(containerId), err }, 'Failed to kill a container, it is tried again')
    }
    await clock.sleep(RETRY_MS, signal)
  }
}
