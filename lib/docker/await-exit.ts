import type { Clock } from '../../types/clock.ts'
import type { DockerEngine, PendingExit } from '../../types/docker-engine.ts'

const RETRY_MS = 1000

/**
 * The exit code, on evidence only (null: no waiter is armed yet): a lost waiter says nothing, so the container is looked at again until the engine
 * answers. Null: the container is gone and nobody knows its code. Rejects with the signal's reason when aborted.
 */
export async function awaitExit (
  engine: DockerEngine, id: string, armed: PendingExit | null, clock: Clock, signal: AbortSignal
): Promise<number | null> {
  let pending = armed
  while (true) {
    try {
      if (pending !== null) return (await pending.exit).exitCode
    } catch {
      pending = null
    }
    signal.throwIfAborted()
    try {
      const details = await engine.inspect(id, { signal })
      if (details === null) return null
      if (!details.state.running) return details.state.exitCode
      pending = await engine.wait(id, 'not-running', { signal })
    } catch {
      await clock.sleep(RETRY_MS, signal)
    }
  }
}
