import t from 'tap'
import { after } from '../../../lib/agent/scheduler/after.ts'
import { FakeClock } from './fakes.ts'

t.test('the action runs once its time has come', async t => {
  const clock = new FakeClock()
  let runs = 0
  after(clock, 1000, () => { runs++ })
  await clock.advance(999)
  t.equal(runs, 0)
  await clock.advance(1)
  t.equal(runs, 1)
})

t.test('it can be called off, even in the moment it wakes', async t => {
  const clock = new FakeClock()
  let runs = 0
  after(clock, 1000, () => { runs++ })()
  await clock.advance(1000)
  let cancel = () => {}
  const racing = {
    now: () => 0,
    sleep: async () => {
      await null
      cancel()
    }
  }
  cancel = after(racing, 1, () => { runs++ })
  await new Promise(resolve => setImmediate(resolve))
  t.equal(runs, 0)
  t.equal(clock.sleeping, 0)
})

t.test('a year is not too long for a timer', async t => {
  const clock = new FakeClock()
  const year = 365 * 24 * 3600 * 1000
  let runs = 0
  after(clock, year, () => { runs++ })
  await clock.advance(year - 1)
  t.equal(runs, 0)
  await clock.advance(1)
  t.equal(runs, 1)
})
