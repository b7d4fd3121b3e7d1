import t from 'tap'
import type { Test } from 'tap'
import { EngineWatch } from '../../../lib/docker/watch/engine-watch.ts'
import { engineUnreachable } from '../../../lib/engine/engine-error.ts'
import type { Started } from '../../../lib/docker/init-process.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'
import { capturedLog, detailsOf, untilAborted } from '../../fixtures/docker-faults.ts'
import type { ContainerSummary, DockerEngine, EngineEvent, ExitResult } from '../../../types/docker-engine.ts'

const away = engineUnreachable('/run/d.sock', new Error('connect ECONNREFUSED'))

/** A started watch over an engine with one running container `c`, whose waiter is armed and never answers by itself. */
async function watching (t: Test, over: Partial<DockerEngine> = {}, imageHealth = false) {
  const clock = new FakeClock()
  const metrics = new MetricsBook()
  const log = capturedLog()
  const there = { engine: true, process: true, state: 'running', listed: 0 }
  const events: EngineEvent[] = []
  const exit = deferred<ExitResult>()
  const engine = {
    async ping () { if (!there.engine) throw away },
    async negotiate () {},
    async inspect () { return detailsOf({ pid: 7 }) },
    async wait () { return { exit: exit.promise, abandon: () => exit.reject(new Error('given up')) } },
    async list ({ labels }: { labels?: string[] }) {
      t.same(labels, ['whose=ours'])
      there.listed++
      if (!there.engine) throw away
      return [{ id: 'c', state: there.state } as ContainerSummary]
    },
    async * events ({ signal }: { signal?: AbortSignal }) {
      yield * events
      if (!there.engine) throw away
      await untilAborted(signal).catch(() => {})
    },
    ...over
  } as unknown as DockerEngine
  const kernel = { identify: ({ state: { pid } }: Started) => ({ pid, startTime: 1 }), lives: () => there.process, kill () {} }
  const watch = new EngineWatch({ engine, labels: ['whose=ours'], clock, log, metrics, launchesWhileDown: 'wait', kernel, imageHealth })
  await watch.engine.inspect('c')
  await watch.engine.wait('c', 'next-exit')
  const noticed = () => Object.entries(metrics.snapshot()).filter(([name, count]) => name.includes('exits_noticed') && count > 0).map(([name]) => name.replace(/.*_/, ''))
  t.teardown(() => watch.close())
  return { clock, metrics, log, there, events, exit, watch, noticed }
}

t.test('an event tells of an end', async (t) => {
  const { watch, events, clock, exit, noticed } = await watching(t)
  events.push({ action: 'die', containerId: 'c', attributes: {}, timeNano: '1500000000000000001' })
  watch.start()
  const lost = t.rejects(exit.promise, { message: 'given up' })
  await clock.advance(3000)
  await lost
  t.strictSame(noticed(), ['event'])
})

t.test('so does the list, every half minute', async (t) => {
  const { watch, there, clock, exit, noticed } = await watching(t)
  watch.start()
  await clock.advance(29_000)
  t.equal(there.listed, 0)
  there.state = 'exited'
  const lost = t.rejects(exit.promise)
  await clock.advance(2000)
  await lost
  t.equal(there.listed, 1)
  t.strictSame(noticed(), ['sweep'])
})

t.test('and the process itself, also while the engine is away', async (t) => {
  const { watch, there, clock, exit, noticed } = await watching(t)
  watch.start()
  there.engine = false
  await clock.advance(10_000)
  t.match(watch.report, { state: 'down', outages: 1 })
  there.process = false
  const lost = t.rejects(exit.promise)
  await clock.advance(6000)
  await lost
  t.strictSame(noticed(), ['process'])
  t.equal(there.listed, 0, 'an engine that is down is not asked for its list')
})

t.test('an engine that is back is asked for its list at once', async (t) => {
  const { watch, there, clock, exit } = await watching(t)
  watch.start()
  there.engine = false
  await clock.advance(6000)
  there.state = 'exited'
  there.engine = true
  const lost = t.rejects(exit.promise)
  await clock.advance(1500)
  await lost
  t.equal(there.listed, 1)
})

t.test('health is heard of by event and by list, until the end', async (t) => {
  const { watch, events, clock } = await watching(t, { list: async () => [{ id: 'c', state: 'running', healthy: false } as ContainerSummary] }, true)
  const event = (action: string, nano: number) => ({ action, containerId: 'c', attributes: {}, timeNano: `150000000000000000${nano}` })
  const told: boolean[] = []
  watch.imageHealth?.on('c', healthy => told.push(healthy))
  events.push(event('health_status: healthy', 1))
  watch.start()
  await clock.advance(1000)
  t.strictSame(told, [true])
  await clock.advance(31_000)
  t.strictSame([told, watch.imageHealth?.of('c')], [[true, false], false])
})

t.test('an end takes what is known of the health away', async (t) => {
  const { watch, events, clock, exit } = await watching(t, {}, true)
  exit.promise.catch(() => {})
  for (const [i, action] of ['health_status: healthy', 'die'].entries()) events.push({ action, containerId: 'c', attributes: {}, timeNano: `150000000000000000${i}` })
  watch.start()
  await clock.advance(2000)
  t.equal(watch.imageHealth?.of('c'), undefined)
})

t.test('a list that is not answered is asked for again', async (t) => {
  const { watch, clock, log } = await watching(t, { list: async () => { throw away } })
  watch.start()
  await clock.advance(61_000)
  t.equal(log.lines.filter((line) => line === 'debug the list of containers was not answered, it is asked for again').length >= 2, true)
})

t.test('state, outages, limit and queue are in the metrics until the close, which leaves no timer', async (t) => {
  const { watch, there, clock, metrics } = await watching(t)
  watch.start()
  there.engine = false
  await clock.advance(6000)
  t.match(metrics.snapshot(), {
    'containerizer/docker/engine_state': 2, 'containerizer/docker/engine_outages': 1, 'containerizer/docker/launch_limit': 16, 'containerizer/docker/launches_waiting': 0
  })
  await watch.close()
  await settled()
  t.equal(clock.sleeping, 0)
  t.notOk('containerizer/docker/engine_state' in metrics.snapshot())
})
