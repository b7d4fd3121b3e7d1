import type { Clock } from '../../types/clock.ts'

/**
 * Settles as the promise does, or resolves to undefined once `ms` have passed or the signal is aborted. Leaves no timer; what the
 * promise rejects with after that is nobody's.
 */
export async function within<T> (promise: Promise<T>, ms: number, clock: Clock, signal?: AbortSignal): Promise<T | undefined> {
  const done = new AbortController()
  const over = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal])
  try {
    return await Promise.race([promise, clock.sleep(ms, over).then(() => undefined, () => undefined)])
  } finally {
    done.abort()
  }
}
