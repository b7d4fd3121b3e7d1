import t from 'tap'
import { checkLoop } from '../../../lib/executor/checks/check-loop.ts'
import type { CheckLoop } from '../../../lib/executor/checks/check-loop.ts'
import type { Finding } from '../../../lib/executor/checks/check-plan.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { FakeClock } from '../../agent/scheduler/fakes.ts'

function begin (probe: CheckLoop['probe'], times: object = {}, jitterMs = 0, inTurn: CheckLoop['inTurn'] = async run => await run()) {
  const clock = new FakeClock()
  const over = new AbortController()
  const found: Finding[] = []
  const complaints: string[] = []
  const plan = { probe: { kind: 'TCP' as const, target: { port: 1, family: 'IPv4' as const } }, delayMs: 100, intervalMs: 10, timeoutMs: 1000, ...times }
  const ended = checkLoop({ plan, clock, probe, inTurn, jitterMs, take: finding => found.push(finding), complain: error => complaints.push((error as Error).message) }, over.signal)
  ended.catch(() => {})
  return { clock, over, found, complaints, ended }
}

const hangs = (signal: AbortSignal) => new Promise<Finding>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

t.test('the first comes after the delay and what it is put off, each next an interval after the last', async t => {
  const { clock, found, over, ended } = begin(async () => ({ succeeded: true }), {}, 5)
  await clock.advance(104)
  t.equal(found.length, 0)
  await clock.advance(1)
  t.equal(found.length, 1)
  await clock.advance(20)
  t.equal(found.length, 3)
  over.abort(new Error('over'))
  await t.rejects(ended, { message: 'over' })
  t.equal(clock.sleeping, 0)
})

t.test('one that takes too long is ended and has found nothing', async t => {
  const { clock, found, over } = begin(hangs)
  await clock.advance(1100)
  t.strictSame(found, [undefined])
  await clock.advance(10)
  over.abort()
})

t.test('its time counts from when its turn has come', async t => {
  const { promise: turn, resolve: come } = deferred<void>()
  const { clock, found, over } = begin(hangs, {}, 0, async run => { await turn; return await run() })
  await clock.advance(5000)
  t.strictSame(found, [])
  come()
  await clock.advance(999)
  t.strictSame(found, [])
  await clock.advance(1)
  t.strictSame(found, [undefined])
  over.abort()
})

t.test('one whose turn comes when all is over is not made', async t => {
  const { promise: turn, resolve: come } = deferred<void>()
  let made = 0
  const { clock, over, ended } = begin(async () => { made++; return undefined }, {}, 0, async run => { await turn; return await run() })
  await clock.advance(100)
  over.abort(new Error('over'))
  come()
  await t.rejects(ended, { message: 'over' })
  t.equal(made, 0)
})

t.test('without a limit it may take as long as it likes, until all is over', async t => {
  const { clock, found, over, ended } = begin(hangs, { timeoutMs: Infinity })
  await clock.advance(1e9)
  t.strictSame(found, [])
  over.abort(new Error('over'))
  await t.rejects(ended, { message: 'over' })
})

t.test('one that cannot be made is complained of, and tried again', async t => {
  const { clock, found, complaints, over } = begin(async () => { throw new Error('no right') })
  await clock.advance(110)
  t.strictSame([found, complaints], [[], ['no right', 'no right']])
  over.abort()
})

t.test('what ends all of it ends the one under way', async t => {
  const { clock, over, ended, complaints } = begin(hangs)
  await clock.advance(200)
  over.abort(new Error('over'))
  await t.rejects(ended, { message: 'over' })
  t.strictSame(complaints, [])
  t.equal(clock.sleeping, 0)
})

t.test('one that finds something when all is over finds nothing', async t => {
  const stage = begin(async () => { stage.over.abort(new Error('over')); return { succeeded: true } })
  await stage.clock.advance(100)
  await t.rejects(stage.ended, { message: 'over' })
  t.equal(stage.found.length, 0)
})
