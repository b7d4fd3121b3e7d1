import t from 'tap'
import { patiently } from '../../lib/fetcher/patiently.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' })

function setUp (outcomes: Array<() => string>) {
  const clock = new FakeClock()
  const abort = new AbortController()
  const at: number[] = []
  const begun = clock.now()
  let received = 0
  const result = patiently(async () => {
    at.push(clock.now() - begun)
    return (outcomes.shift() as () => string)()
  }, { patience: { attempts: 3, pauseMs: 1000, longestPauseMs: 1500 }, clock, random: () => 1, received: () => received, signal: abort.signal })
  result.catch(() => {})
  return { clock, abort, at, result, receive: () => { received++ } }
}

t.test('it is tried again after pauses that grow', async (t) => {
  const { clock, at, result } = setUp([() => { throw reset() }, () => { throw reset() }, () => 'there'])
  await clock.advance(10_000)
  t.equal(await result, 'there')
  t.same(at, [0, 1000, 2500])
})

t.test('after the last try its own error is what is told', async (t) => {
  const { clock, result } = setUp([() => { throw new Error('first') }])
  await t.rejects(result, { message: 'first' })
  const three = setUp([() => { throw reset() }, () => { throw reset() }, () => { throw Object.assign(reset(), { message: 'last' }) }])
  await three.clock.advance(10_000)
  await t.rejects(three.result, { message: 'last' })
  t.equal(clock.sleeping, 0)
})

t.test('a try that brought something is the first again', async (t) => {
  const broken = (): string => { receive(); throw reset() }
  const { clock, at, result, receive } = setUp([() => { throw reset() }, broken, broken, broken, broken, broken, () => 'there'])
  await clock.advance(20_000)
  t.equal(await result.catch((error) => error.message), 'there')
  t.equal(at.length, 7)
})

t.test('a server\'s wish is waited for, an abort ends the waiting', async (t) => {
  const outcomes = [() => { throw Object.assign(new Error('busy'), { statusCode: 503, retryAfterMs: 30_000 }) }, () => 'there']
  const { clock, at, result } = setUp(outcomes as Array<() => string>)
  await clock.advance(30_000)
  t.equal(await result, 'there')
  t.same(at, [0, 30_000])
  const aborted = setUp([() => { throw reset() }])
  await aborted.clock.advance(10)
  aborted.abort.abort(new Error('enough'))
  await t.rejects(aborted.result, { message: 'enough' })
})
