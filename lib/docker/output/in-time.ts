import type { Clock } from '../../../types/clock.ts'
import { within } from '../../util/within.ts'

/** How the work ended within that time; what fails after it fails unheard. */
export async function inTime (work: Promise<void>, ms: number, clock: Clock): Promise<'COMPLETE' | 'LATE' | Error> {
  return await within(work.then(() => 'COMPLETE' as const, (error: Error) => error), ms, clock) ?? 'LATE'
}
