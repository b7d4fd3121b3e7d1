import t from 'tap'
import { TimeLimit } from '../../../lib/executor/checks/time-limit.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { FakeClock } from '../../agent/scheduler/fakes.ts'

function begin (limitMs: number) {
  const clock = new FakeClock()
  const over = new AbortController()
  return { clock, over, limit: new TimeLimit(clock, limitMs, over.signal) }
}

const hangs = (signal: AbortSignal) => new Promise<string>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

t.test('each work has its own time, and one alarm serves them all', async t => {
  const { clock, limit } = begin(100)
  t.equal(await limit.run(async () => 'done'), 'done')
  t.equal(clock.sleeping, 1)
  await clock.advance(60)
  const late = limit.run(hangs)
  t.equal(clock.sleeping, 1)
  let ended = false
  late.then(() => { ended = true })
  await clock.advance(99)
  t.notOk(ended)
  await clock.advance(1)
  t.equal(await late, undefined)
  t.equal(clock.sleeping, 0)
  const next = limit.run(hangs)
  await clock.advance(100)
  t.equal(await next, undefined, 'the next one has a signal of its own')
})

t.test('the alarm goes when nothing is under way', async t => {
  const { clock, limit } = begin(100)
  await limit.run(async () => 'done')
  await clock.advance(100)
  t.equal(clock.sleeping, 0)
  const signals: AbortSignal[] = []
  await limit.run(async signal => { signals.push(signal) })
  await clock.advance(100)
  t.notOk(signals[0]?.aborted)
})

t.test('work that fails has failed, in time or without a limit', async t => {
  const { limit } = begin(100)
  await t.rejects(limit.run(async () => { throw new Error('broken') }), { message: 'broken' })
  const free = begin(Infinity)
  const work = deferred<string>()
  const running = free.limit.run(() => work.promise)
  await free.clock.advance(1e9)
  t.equal(free.clock.sleeping, 0)
  work.resolve('done')
  t.equal(await running, 'done')
})

t.test('what ends all of it ends the work under way, and whatever comes', async t => {
  const { clock, over, limit } = begin(100)
  const running = limit.run(hangs)
  over.abort(new Error('over'))
  await t.rejects(running, { message: 'over' })
  await t.rejects(limit.run(hangs), { message: 'over' })
  t.equal(clock.sleeping, 0)
})

t.test('work that comes to an end though it was told to stop counts', async t => {
  const { clock, limit } = begin(100)
  const stubborn = limit.run(signal => new Promise(resolve => signal.addEventListener('abort', () => resolve('done'))))
  await clock.advance(100)
  t.equal(await stubborn, 'done')
  t.equal(await limit.run(async signal => signal.aborted), false)
})
