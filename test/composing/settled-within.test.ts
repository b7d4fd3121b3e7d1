import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'
import { settledWithin } from '../../lib/composing/settled-within.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { Clock } from '../../types/index.ts'

t.test('a promise that settles either way in time is seen, and its timer is gone', async t => {
  const signals: Array<AbortSignal | undefined> = []
  const clock: Clock = { now: () => 0, sleep: async (ms, signal) => { signals.push(signal); await systemClock.sleep(ms, signal) } }
  t.equal(await settledWithin(Promise.resolve(), 600_000, clock), true)
  t.equal(await settledWithin(Promise.reject(new Error('no')), 600_000, clock), true)
  t.same(signals.map(signal => signal?.aborted), [true, true])
})

t.test('time that passes first is told', async t => {
  t.equal(await settledWithin(new Promise(() => {}), 1, systemClock), false)
})

t.test('without a limit it waits for the promise', async t => {
  const { promise, resolve } = deferred<void>()
  const seen = settledWithin(promise, 0, systemClock)
  resolve()
  t.equal(await seen, true)
})
