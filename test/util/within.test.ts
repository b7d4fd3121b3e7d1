import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'
import { within } from '../../lib/util/within.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

t.test('what settles in time is passed on, and no timer is left', async (t) => {
  const clock = new FakeClock()
  t.equal(await within(Promise.resolve('done'), 5, clock), 'done')
  await t.rejects(within(Promise.reject(new Error('no')), 5, clock), { message: 'no' })
  t.equal(clock.sleeping, 0)
})

t.test('what does not is undefined, and its failure is nobody\'s', async (t) => {
  const clock = new FakeClock()
  const { promise, reject } = deferred<string>()
  const late = within(promise, 5, clock)
  await clock.advance(5)
  t.equal(await late, undefined)
  reject(new Error('too late'))
})

t.test('it waits no longer than its signal says', async (t) => {
  const clock = new FakeClock()
  const over = new AbortController()
  const waiting = within(new Promise(() => {}), 5, clock, over.signal)
  over.abort()
  t.equal(await waiting, undefined)
  t.equal(clock.sleeping, 0)
})
