import t from 'tap'
import { every } from '../../lib/util/every.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

t.test('a job is done after each interval, whether the last one failed or not, until it is ended', async (t) => {
  const clock = new FakeClock()
  const ending = new AbortController()
  const errors: unknown[] = []
  let done = 0
  const ended = every(1000, async () => {
    done++
    if (done === 1) throw new Error('not yet')
  }, { clock, signal: ending.signal, onError: (error) => errors.push(error) })
  await clock.advance(999)
  t.equal(done, 0)
  await clock.advance(2001)
  t.equal(done, 3)
  t.match(errors, [{ message: 'not yet' }])
  ending.abort()
  await ended
  t.equal(clock.sleeping, 0)
})
