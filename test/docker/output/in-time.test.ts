import t from 'tap'
import { inTime } from '../../../lib/docker/output/in-time.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import type { Clock } from '../../../types/clock.ts'
import { hurriedClock, stoppedClock } from '../../fixtures/docker-faults.ts'

t.test('work that ends in time ends the pause', async (t) => {
  let pause: AbortSignal | undefined
  const clock: Clock = { ...stoppedClock, sleep: (ms, signal) => { pause = signal; return stoppedClock.sleep(ms, signal) } }
  t.equal(await inTime(Promise.resolve(), 5, clock), 'COMPLETE')
  t.equal(pause?.aborted, true)
  t.match(await inTime(Promise.reject(new Error('disk full')), 5, clock), new Error('disk full'))
})

t.test('work that does not is late, and its failure is nobody\'s', async (t) => {
  const work = deferred<void>()
  const clock = hurriedClock()
  t.equal(await inTime(work.promise, 5, clock), 'LATE')
  t.strictSame(clock.slept, [5])
  work.reject(new Error('disk full'))
})
