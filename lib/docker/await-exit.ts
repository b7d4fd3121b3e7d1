import type { Clock } from '../../types/clock.ts'
import type { DockerEngine, PendingExit } from '../../types/docker-engine.ts'

const RETRY_MS = 1000
/** A look that takes longer has lost its answer, or is stuck behind something: it is made again. */
const LOOK_MS = 10_000

/**
 * The exit code, on evidence only (`armed` null: no waiter is armed yet): a lost waiter says nothing, so the container
 * is looked at again until the engine answers, and whoever listens is told of the loss. Null: the container is gone and nobody knows its code. Rejects with the
 * signal's reason when aborted, and holds no connection then.
 */
export async function awaitExit (
  engine: DockerEngine, id: string, armed: PendingExit | null, clock: Clock, signal: AbortSignal, onLoss: () => void = () => {}
): Promise<number | null> {
  let pending = armed
  let looked = false
  while (true) {
    const code = pending === null ? undefined : await exitCode(pending, signal)
    if (code !== undefined) return code
    signal.throwIfAborted()
    if (pending !== null) onLoss()
    // Neither an engine that is away nor one that gives up every waiter is asked again at once.
    if (looked) await clock.sleep(RETRY_MS, signal)
    looked = true
    pending = null
    try {
      const details = await engine.inspect(id, { signal, timeoutMs: LOOK_MS })
      if (details === null) return null
      if (!details.state.running) return details.state.exitCode
      pending = await engine.wait(id, 'not-running', { signal })
    } catch {
      // No answer is no evidence.
    }
  }
}

/** Undefined: the waiter was lost or given up, or the engine says itself that it could not wait. */
async function exitCode (pending: PendingExit, signal: AbortSignal): Promise<number | undefined> {
  const abandon = (): void => pending.abandon()
  signal.addEventListener('abort', abandon)
  if (signal.aborted) abandon()
  const code = await pending.exit.then(({ exitCode, error }) => error === undefined ? exitCode : undefined, () => undefined)
  signal.removeEventListener('abort', abandon)
  return code
}
