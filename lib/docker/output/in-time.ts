import type { Clock } from '../../../types/clock.ts'

/** How the work ended within that time; what fails after it fails unheard. */
export async function inTime (work: Promise<void>, ms: number, clock: Clock): Promise<'COMPLETE' | 'LATE' | Error> {
  const done = new AbortController()
  const late = clock.sleep(ms, done.signal).then(() => 'LATE' as const, () => 'LATE' as const)
  const outcome = await Promise.race([work.then(() => 'COMPLETE' as const, (error: Error) => error), late])
  done.abort()
  return outcome
}
