import type { Clock } from '../../types/clock.ts'

/** True once the promise has settled either way, false when `ms` have passed first. 0: no limit. Leaves no timer. */
export async function settledWithin (promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const settled = promise.then(() => true, () => true)
  if (ms === 0) return await settled
  const timer = new AbortController()
  const won = await Promise.race([settled, clock.sleep(ms, timer.signal).then(() => false)])
  timer.abort()
  return won
}
