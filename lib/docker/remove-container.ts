import type { DockerParts } from './docker-parts.ts'

const RETRY_MS = 1000

/** Asks until the engine has said that the container is gone. Rejects with the signal's reason when aborted first. */
export async function removeContainer (
  { engine, clock, log }: Pick<DockerParts, 'engine' | 'clock' | 'log'>, id: string, signal: AbortSignal
): Promise<void> {
  while (true) {
    try {
      await engine.remove(id, { force: true })
      return
    } catch (error) {
      log.warn({ err: error, container: id }, 'removing the container failed, it is tried again')
      await clock.sleep(RETRY_MS, signal)
    }
  }
}
