import type { Clock } from '../../types/clock.ts'
import { within } from '../util/within.ts'

/** True once the promise has settled either way, false when `ms` have passed first. 0: no limit. Leaves no timer. */
export async function settledWithin (promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const settled = promise.then(() => true, () => true)
  return ms === 0 ? await settled : await within(settled, ms, clock) === true
}
