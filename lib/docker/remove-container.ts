import type { DockerParts } from './docker-parts.ts'

const RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000

/** Asks, less and less often, until the engine has said that the container is gone. Rejects with the signal's reason when aborted first. */
export async function removeContainer (
  { engine, clock, log }: Pick<DockerParts, 'engine' | 'clock' | 'log'>, id: string, signal: AbortSignal
): Promise<void> {
  let pauseMs = RETRY_MS
  while (true) {
    try {
      await engine.remove(id, { force: true, signal })
      return
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ err: error, container: id }, 'removing the container failed, it is tried again')
      await clock.sleep(pauseMs, signal)
      pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS)
    }
  }
}
