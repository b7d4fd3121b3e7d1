import t from 'tap'
import { EngineHealth } from '../../../lib/docker/watch/engine-health.ts'
import { ExitHints } from '../../../lib/docker/watch/exit-hints.ts'
import { AdaptiveGate } from '../../../lib/docker/watch/launch-gate.ts'
import { ProcessBook } from '../../../lib/docker/watch/process-book.ts'
import { watchedEngine } from '../../../lib/docker/watch/watched-engine.ts'
import { engineRefused, engineTimeout, engineUnreachable } from '../../../lib/engine/engine-error.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'
import { capturedLog, detailsOf, untilAborted } from '../../fixtures/docker-faults.ts'
import type { CallOptions, ContainerDetails, DockerEngine, ExitResult } from '../../../types/docker-engine.ts'

const away = engineUnreachable('/run/d.sock', new Error('connect ECONNREFUSED'))
const fails = (error: Error) => async (): Promise<never> => { throw error }

/** A watched engine whose pings succeed while it is `there`, with these verbs. */
function watched (verbs: Partial<DockerEngine>) {
  const clock = new FakeClock()
  const engine = { there: true }
  const ping = async (): Promise<void> => { if (!engine.there) throw away }
  const real = { ping, async negotiate () {}, ...verbs } as unknown as DockerEngine
  const health = new EngineHealth({ engine: real, clock, log: capturedLog() })
  const hints = new ExitHints({ clock, metrics: new MetricsBook() })
  const signals: Array<[number, number]> = []
  const processes = new ProcessBook({ identify: ({ state: { pid } }) => ({ pid, startTime: 1 }), lives: () => true, kill: (pid, signal) => { signals.push([pid, signal]) } })
  const gate = new AdaptiveGate({ clock, health, launchesWhileDown: 'wait' })
  health.start()
  t.teardown(() => health.close())
  const goDown = async (): Promise<void> => { engine.there = false; health.suspect(away); await clock.advance(500) }
  const comeBack = async (): Promise<void> => { engine.there = true; await clock.advance(500) }
  return { clock, health, hints, signals, processes, goDown, comeBack, port: watchedEngine(real, { health, hints, gate, processes }) }
}

t.test('what the engine refuses is passed on, what it leaves unanswered makes it suspect', async (t) => {
  const { port, health } = watched({ create: fails(engineRefused(409, 'in use')), start: fails(engineTimeout('start', 1)), pull: fails(engineRefused(404, 'no such image')) })
  await settled()
  await t.rejects(port.create('c', { Image: 'i', HostConfig: {} }), { message: 'in use' })
  await t.rejects(port.pull('i'), { message: 'no such image' })
  t.equal(health.state, 'up')
  await t.rejects(port.start('c'))
  await settled()
  t.equal(health.state, 'degraded')
})

t.test('processes are learned from inspections, and forgotten with their container', async (t) => {
  const answers: Array<ContainerDetails | null> = [detailsOf({ pid: 7 }), null, detailsOf({ pid: 8 })]
  const { port, processes } = watched({ inspect: async () => answers.shift() as ContainerDetails | null, remove: async () => true })
  await port.inspect('c')
  t.ok(processes.knows('c'))
  t.equal(await port.inspect('c'), null)
  t.notOk(processes.knows('c'))
  await port.inspect('c')
  t.equal(await port.remove('c'), true)
  t.notOk(processes.knows('c'))
})

t.test('waiters are open to hints', async (t) => {
  const { port, hints } = watched({ wait: async () => ({ exit: new Promise(() => {}), abandon () {} }) })
  await port.wait('c', 'next-exit')
  t.strictSame(hints.awaited, ['c'])
})

t.test('a waiter that the engine never registers is given up upon a hint', async (t) => {
  const outer = new AbortController()
  const { port, hints, clock, health } = watched({ wait: (_id, _condition, options) => untilAborted(options?.signal) })
  await settled()
  const lost = t.rejects(port.wait('c', 'not-running', { signal: outer.signal }), { name: 'AbortError', message: 'Gave up waiting for container c' })
  t.strictSame(hints.awaited, ['c'])
  hints.hint('c', 'event')
  await clock.advance(3000)
  await lost
  t.strictSame(hints.awaited, [])
  t.equal(health.state, 'up', 'which is no news of the engine')
  const called = t.rejects(port.wait('c', 'not-running', { signal: outer.signal }), { message: 'let go' })
  outer.abort(new Error('let go'))
  await called
})

t.test('a registered waiter is given up upon a hint', async (t) => {
  const given = deferred<ExitResult>()
  const { port, hints, clock } = watched({ wait: async () => ({ exit: given.promise, abandon: () => given.reject(new Error('given up')) }) })
  const { exit } = await port.wait('c', 'not-running')
  const lost = t.rejects(exit, { message: 'given up' })
  hints.hint('c', 'sweep')
  await clock.advance(1000)
  await lost
})

t.test('a kill goes to the engine, and to the process only where the engine does not carry it out', async (t) => {
  const answers: Array<() => Promise<boolean>> = []
  const limits: unknown[] = []
  const { port, signals, processes, goDown } = watched({ async kill (_id, _signal, options) { limits.push(options?.timeoutMs); return await (answers.shift() as () => Promise<boolean>)() } })
  await settled()
  answers.push(async () => true, fails(away))
  t.equal(await port.kill('unknown', 'SIGTERM'), true)
  await t.rejects(port.kill('unknown', 'SIGTERM'), away)
  processes.note(detailsOf({ pid: 7 }))
  answers.push(async () => true, fails(engineRefused(500, 'stuck')), fails(engineTimeout('kill', 5000)))
  t.equal(await port.kill('c', 'SIGTERM'), true)
  await t.rejects(port.kill('c', 'SIGTERM'), { message: 'stuck' })
  t.strictSame(signals, [])
  t.equal(await port.kill('c', 'SIGTERM'), true)
  t.strictSame(signals, [[7, 15]])
  await goDown()
  t.equal(await port.kill('c', 'SIGKILL'), true, 'an engine that is down is not even asked')
  t.strictSame(signals, [[7, 15], [7, 9]])
  t.strictSame(limits, [undefined, undefined, 5000, 5000, 5000])
})

t.test('a kill that is called off is not carried out by pid', async (t) => {
  const { port, signals, processes } = watched({ kill: fails(away) as never })
  processes.note(detailsOf({ pid: 7 }))
  await t.rejects(port.kill('c', 'SIGTERM', { signal: AbortSignal.abort(new Error('ended')) }), { message: 'ended' })
  t.strictSame(signals, [])
})

t.test('what was asked before an outage is given up after it', async (t) => {
  let asked = 0
  const inspect = async (_id: string, options?: CallOptions) => asked++ === 0 ? await untilAborted(options?.signal) : detailsOf({})
  const { port, goDown, comeBack } = watched({ inspect, list: async () => [] })
  await settled()
  const hanging = port.inspect('c')
  await goDown()
  const cut = t.rejects(hanging, { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: 'The Docker engine went away while it was asked' })
  await comeBack()
  await cut
  t.match(await port.inspect('c'), { id: 'c' })
  t.strictSame(await port.list({}), [])
})

t.test('a loss without an outage gives up nothing', async (t) => {
  const { port, health } = watched({ inspect: (_id, options) => untilAborted(options?.signal) })
  await settled()
  const controller = new AbortController()
  const hanging = port.inspect('c', { signal: controller.signal })
  health.suspect(away)
  await settled()
  controller.abort(new Error('enough'))
  await t.rejects(hanging, { message: 'enough' })
  await t.rejects(port.inspect('c', { signal: controller.signal }), { message: 'enough' })
  t.equal(health.state, 'up')
})

t.test('the image is asked for again when the engine is back', async (t) => {
  const answers = [fails(away), async () => null]
  const { port, clock, goDown, comeBack } = watched({ inspectImage: async () => await (answers.shift() as () => Promise<null>)() })
  await settled()
  await goDown()
  let answered = false
  const asked = port.inspectImage('i').finally(() => { answered = true })
  await settled()
  t.notOk(answered)
  await comeBack()
  // The first answer is lost once more, and the next ping is awaited.
  await clock.advance(10_000)
  t.equal(await asked, null)
})

t.test('but not for ever, nor after a refusal or an abort', async (t) => {
  const { port, clock } = watched({ inspectImage: fails(away) as never })
  const lost = t.rejects(port.inspectImage('i'), away)
  await clock.advance(10_000)
  await lost
  const refusing = watched({ inspectImage: fails(engineRefused(500, 'no')) as never })
  await t.rejects(refusing.port.inspectImage('i'), { message: 'no' })
  const controller = new AbortController()
  const aborted = watched({ inspectImage: async () => { controller.abort(new Error('killed')); throw away } })
  await t.rejects(aborted.port.inspectImage('i', { signal: controller.signal }), { message: 'killed' })
})
