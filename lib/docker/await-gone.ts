import type { ProcessIdentity } from '../util/read-process.ts'
import type { DockerParts } from './docker-parts.ts'
import { killDirectly, survivor } from './init-process.ts'

const FIRST_LOOK_MS = 100
const RETRY_MS = 1000

/**
 * Resolves when the kernel, too, knows the first process of an ended container no more: the engine's word alone does not
 * make it so. One that lives on is killed until it is gone. Rejects with the signal's reason when aborted.
 */
export async function awaitGone (
  { clock, log }: Pick<DockerParts, 'clock' | 'log'>, engineId: string, init: ProcessIdentity | null, signal: AbortSignal
): Promise<void> {
  if (init === null || survivor(init) === null) return
  await clock.sleep(FIRST_LOOK_MS, signal)
  for (let left = survivor(init); left !== null; left = survivor(init)) {
    log.error({ container: engineId, survivor: left }, 'the engine says that a container has ended, but its process lives, it is killed')
    killDirectly(init, 'SIGKILL')
    await clock.sleep(RETRY_MS, signal)
  }
}
