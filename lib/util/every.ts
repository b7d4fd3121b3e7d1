import type { Clock } from '../../types/clock.ts'

export interface EveryOptions {
  clock: Clock
  /** Ends it, once the job that is under way has ended. */
  signal: AbortSignal
  /** Told of a job that failed; the next one comes all the same. */
  onError: (error: unknown) => void
}

/** Does the job after each interval, one at a time. Resolves when it was ended. */
export async function every (intervalMs: number, job: () => Promise<void>, { clock, signal, onError }: EveryOptions): Promise<void> {
  while (!signal.aborted) await clock.sleep(intervalMs, signal).then(job, () => {}).catch(onError)
}
