import t from 'tap'
import { StartLimit } from '../../../lib/docker/watch/start-limit.ts'

const succeed = (limit: StartLimit, times: number, tookMs: number, wanted = true): void => {
  for (let time = 0; time < times; time++) limit.succeeded(tookMs, wanted)
}

t.test('sixteen starts at a time are the beginning', async (t) => {
  t.equal(new StartLimit().value, 16)
})

t.test('quick starts raise the limit up to 128 while there is demand', async (t) => {
  const limit = new StartLimit()
  succeed(limit, 16, 100)
  t.equal(limit.value, 17)
  succeed(limit, 100, 100, false)
  t.equal(limit.value, 17, 'without demand it stays')
  succeed(limit, 100_000, 100)
  t.equal(limit.value, 128)
})

t.test('starts that take eight times the best lower it, to no less than four', async (t) => {
  const limit = new StartLimit()
  succeed(limit, 1, 100)
  succeed(limit, 15, 2000)
  t.equal(limit.value, 14)
  succeed(limit, 15, 2000)
  t.equal(limit.value, 12)
  for (let round = 0; round < 100; round++) {
    succeed(limit, 1, 100)
    succeed(limit, 20, 5000)
  }
  t.equal(limit.value, 4)
})

t.test('a machine that got slower for good is not held to its best time', async (t) => {
  const limit = new StartLimit()
  succeed(limit, 1, 100)
  succeed(limit, 20, 3000)
  const lowered = limit.value
  t.ok(lowered < 16)
  succeed(limit, 1000, 3000)
  t.ok(limit.value > lowered)
})

t.test('starts without an answer halve it, all that were under way together once', async (t) => {
  const limit = new StartLimit()
  succeed(limit, 2, 100)
  for (let time = 0; time < 8; time++) limit.unanswered()
  t.equal(limit.value, 8)
  limit.unanswered()
  t.equal(limit.value, 4)
  succeed(limit, 4, 100)
  t.equal(limit.value, 5)
})
