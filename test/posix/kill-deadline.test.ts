import t from 'tap'
import { killDeadline } from '../../lib/posix/kill-deadline.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'

const run = (gracePeriodMs: number, deadline?: number): PosixRun =>
  ({ gracePeriodMs, ...(deadline !== undefined && { killDeadline: deadline }) }) as PosixRun

t.test('the policy of the kill goes before the grace of the run', async (t) => {
  t.equal(killDeadline(run(5000), undefined, 100), 5100)
  t.equal(killDeadline(run(5000), {}, 100), 5100)
  t.equal(killDeadline(run(5000), { gracePeriod: { nanoseconds: 2e9 } }, 100), 2100)
})

t.test('a repeated kill may shorten the grace, never lengthen it', async (t) => {
  t.equal(killDeadline(run(5000, 700), undefined, 100), 700)
  t.equal(killDeadline(run(5000, 700), { gracePeriod: { nanoseconds: 0 } }, 100), 100)
})
