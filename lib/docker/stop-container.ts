import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

const RETRY_MS = 1000

export interface StopRequest {
  engine: DockerEngine
  clock: Clock
  id: string
  stopSignal: string
  graceMs: number
  /** Aborted when the container has ended, or when a kill with a shorter grace takes over. */
  signal: AbortSignal
}

/**
 * Stop signal, grace, SIGKILL; the last repeated until the signal is aborted, because a kill the engine accepted is
 * no proof of an end. Our own timer instead of the engine's: it keeps milliseconds and can be shortened. Never rejects.
 */
export async function stopContainer ({ engine, clock, id, stopSignal, graceMs, signal }: StopRequest): Promise<void> {
  const send = async (name: string, pauseMs: number): Promise<void> => {
    await engine.kill(id, name, { signal }).catch(() => {})
    await clock.sleep(pauseMs, signal).catch(() => {})
  }
  if (graceMs > 0) await send(stopSignal, graceMs)
  while (!signal.aborted) await send('SIGKILL', RETRY_MS)
}
