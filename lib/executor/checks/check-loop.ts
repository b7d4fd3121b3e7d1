import type { Clock } from '../../../types/clock.ts'
import type { CheckPlan, Finding } from './check-plan.ts'
import { TimeLimit } from './time-limit.ts'

export interface CheckLoop {
  plan: CheckPlan
  clock: Clock
  /** Rejects when aborted, or when nothing can be said: then nothing is. */
  probe: (signal: AbortSignal) => Promise<Finding>
  /** Runs it when its turn has come. Only from then on its time counts: one that was never made has found nothing out. */
  inTurn: (run: () => Promise<Finding>) => Promise<Finding>
  take: (finding: Finding) => void
  /** Why a check could not be made at all. */
  complain: (error: unknown) => void
  /** Milliseconds by which the first one is put off, so that many tasks do not ask at once. */
  jitterMs: number
}

/** Checks again and again until aborted: after the delay, then an interval after the one before has finished. */
export async function checkLoop ({ plan, clock, probe, inTurn, take, complain, jitterMs }: CheckLoop, signal: AbortSignal): Promise<void> {
  const { delayMs, intervalMs, timeoutMs } = plan
  const limit = new TimeLimit(clock, timeoutMs, signal)
  let wait = delayMs + jitterMs
  while (true) {
    await clock.sleep(wait, signal)
    wait = intervalMs
    try {
      const finding = await inTurn(() => limit.run(probe))
      signal.throwIfAborted()
      take(finding)
    } catch (error) {
      if (!signal.aborted) complain(error)
    }
    signal.throwIfAborted()
  }
}
