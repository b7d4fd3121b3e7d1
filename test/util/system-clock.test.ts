import t from 'tap'
import { systemClock } from '../../lib/util/system-clock.ts'

t.test('now is the wall clock in milliseconds', async (t) => {
  t.ok(Math.abs(systemClock.now() - Date.now()) < 60_000)
})

t.test('sleep resolves, and rejects when aborted', async (t) => {
  await systemClock.sleep(1)
  await t.rejects(systemClock.sleep(60_000, AbortSignal.abort(new Error('enough'))), { message: 'enough' })
})

t.test('a sleep of more than 31 bits of milliseconds does not end at once', async (t) => {
  const awake = new AbortController()
  const long = systemClock.sleep(2 ** 31, awake.signal)
  t.equal(await Promise.race([long.then(() => 'long'), systemClock.sleep(20).then(() => 'short')]), 'short')
  awake.abort()
  await t.rejects(long, { name: 'AbortError' })
})

t.test('a sleep goes on to its end over several timers', async (t) => {
  const sleeps: number[] = []
  t.intercept(globalThis, 'setTimeout', { value: (work: () => void, ms: number) => { sleeps.push(ms); queueMicrotask(work) } })
  await systemClock.sleep(2 ** 31 + 5, new AbortController().signal)
  t.strictSame(sleeps, [2 ** 31 - 1, 6])
})
