import t from 'tap'
import { Progress } from '../../lib/fetcher/progress.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

t.test('a download that takes long is told of, now and then', async (t) => {
  const clock = new FakeClock()
  const often: unknown[] = []
  const seldom: unknown[] = []
  const progress = new Progress(clock, [{ everyMs: 1000, tell: (received) => often.push(received) }, { everyMs: 5000, tell: (received) => seldom.push(received) }])
  progress.bytes(1)
  for (let n = 1; n <= 10; n++) {
    await clock.advance(500)
    progress.bytes(n * 10)
    if (n === 4) progress.length(100)
  }
  t.same(often, [{ receivedBytes: 20 }, { receivedBytes: 40 }, { receivedBytes: 60, totalBytes: 100 }, { receivedBytes: 80, totalBytes: 100 }, { receivedBytes: 100, totalBytes: 100 }])
  t.same(seldom, [{ receivedBytes: 100, totalBytes: 100 }])
  progress.length(undefined)
  await clock.advance(1000)
  progress.bytes(110)
  t.same(often.at(-1), { receivedBytes: 110 })
})
