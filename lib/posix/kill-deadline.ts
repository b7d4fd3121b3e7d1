import type { KillPolicy } from '../../types/mesos-v1.ts'
import type { PosixRun } from './posix-run.ts'

/** When SIGKILL is due, in milliseconds: a repeated kill may bring it nearer, never push it away. */
export function killDeadline (run: PosixRun, policy: KillPolicy | undefined, now: number): number {
  const grace = policy?.gracePeriod === undefined ? run.gracePeriodMs : policy.gracePeriod.nanoseconds / 1e6
  return Math.min(now + grace, run.killDeadline ?? Infinity)
}
