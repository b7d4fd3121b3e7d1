import t from 'tap'
import { AdaptiveGate } from '../../../lib/docker/watch/launch-gate.ts'
import type { LaunchesWhileDown } from '../../../lib/docker/watch/launch-gate.ts'
import { engineRefused, engineTimeout } from '../../../lib/engine/engine-error.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'

const never = new AbortController().signal

function gated (launchesWhileDown: LaunchesWhileDown = 'wait') {
  const clock = new FakeClock()
  let back = deferred<void>()
  const health = { state: 'up' as 'up' | 'down', report: { state: 'down' as const, since: 0, reason: 'nobody there', outages: 1 }, usable: () => health.state === 'up' ? Promise.resolve() : back.promise }
  const gate = new AdaptiveGate({ clock, health, launchesWhileDown })
  const entered: Array<(error?: unknown) => void> = []
  const enter = async (count: number): Promise<void> => {
    for (let one = 0; one < count; one++) gate.enter(never).then((leave) => { entered.push(leave) })
    await settled()
  }
  return { clock, gate, health, entered, enter, goDown: () => { health.state = 'down'; back = deferred() }, comeBack: () => { health.state = 'up'; back.resolve() }, refuse: (error: Error) => back.reject(error) }
}

t.test('so many are let in, the others in their order as those leave', async (t) => {
  const { gate, entered, enter } = gated()
  await enter(20)
  t.strictSame([gate.inside, gate.waiting, entered.length], [16, 4, 16])
  entered[0]?.()
  await settled()
  t.strictSame([gate.inside, gate.waiting, entered.length], [16, 3, 17])
})

t.test('whoever comes while others wait waits behind them', async (t) => {
  const { gate, entered, enter } = gated()
  await enter(17)
  entered[0]?.()
  await enter(1)
  t.strictSame([gate.inside, gate.waiting], [16, 1])
})

t.test('an abort takes a launch out of the queue', async (t) => {
  const { gate, enter } = gated()
  await t.rejects(gate.enter(AbortSignal.abort(new Error('killed'))), { message: 'killed' })
  await enter(16)
  const controller = new AbortController()
  const waiting = gate.enter(controller.signal)
  await settled()
  controller.abort(new Error('killed'))
  await t.rejects(waiting, { message: 'killed' })
  t.strictSame([gate.inside, gate.waiting], [16, 0])
})

t.test('the limit is learned from those that leave, and failures without an answer lower it', async (t) => {
  const { gate, clock, entered, enter } = gated()
  await enter(40)
  await clock.advance(100)
  for (const leave of entered.splice(0)) leave()
  await settled()
  t.equal(gate.limit, 17)
  entered.shift()?.(engineRefused(500, 'no'))
  t.equal(gate.limit, 17, 'a refusal says nothing of how busy it is')
  entered.shift()?.(new Error('aborted'))
  t.equal(gate.limit, 17)
  entered.shift()?.(engineTimeout('POST /start', 1))
  t.equal(gate.limit, 8)
})

t.test('while kills are under way half as many are let in', async (t) => {
  const { gate, entered, enter } = gated()
  const kill = deferred<boolean>()
  const killing = gate.urgent(() => kill.promise)
  await enter(16)
  t.strictSame([gate.inside, gate.waiting, entered.length], [8, 8, 8])
  kill.resolve(true)
  t.equal(await killing, true)
  await settled()
  t.strictSame([gate.inside, gate.waiting], [16, 0])
  await t.rejects(gate.urgent(async () => { throw new Error('no kill') }), { message: 'no kill' })
})

t.test('a kill overtakes launches that wait at a full gate', async (t) => {
  const { gate, entered, enter } = gated()
  await enter(20)
  t.equal(await gate.urgent(async () => true), true)
  t.strictSame([gate.inside, gate.waiting, entered.length], [16, 4, 16])
})

t.test('launches wait for an engine that is down', async (t) => {
  const { gate, entered, enter, goDown, comeBack } = gated()
  goDown()
  await enter(1)
  t.strictSame([gate.inside, entered.length], [1, 0])
  comeBack()
  await settled()
  t.equal(entered.length, 1)
})

t.test('a launch that gives up on the engine makes room', async (t) => {
  const { gate, goDown, refuse } = gated()
  goDown()
  const launch = gate.enter(never)
  await settled()
  refuse(new Error('closed'))
  await t.rejects(launch, { message: 'closed' })
  t.equal(gate.inside, 0)
})

t.test('or fail at once where that is asked for', async (t) => {
  const { gate, goDown } = gated('fail')
  goDown()
  await t.rejects(gate.enter(never), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: 'The Docker engine is down, and launches do not wait for it: nobody there' })
  t.equal(gate.inside, 0)
})
