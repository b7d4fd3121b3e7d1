import t from 'tap'
import { systemClock } from '../../lib/util/system-clock.ts'

t.test('now is the wall clock in milliseconds', async (t) => {
  t.ok(Math.abs(systemClock.now() - Date.now()) < 60_000)
})

t.test('sleep resolves, and rejects when aborted', async (t) => {
  await systemClock.sleep(1)
  await t.rejects(systemClock.sleep(60_000, AbortSignal.abort(new Error('enough'))))
})
