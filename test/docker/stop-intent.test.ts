import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { StopIntent } from '../../lib/docker/stop-intent.ts'
import { readBootId, readProc, readProcess } from '../../lib/util/read-process.ts'
import type { ProcessIdentity } from '../../lib/util/read-process.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog, detailsOf } from '../fixtures/docker-faults.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'

/** An intent for container `c`, the signals sent with their milliseconds, and the record as it is on disk. */
function intent (over: Partial<DockerRun> = {}, limitMs = 0, clock = new FakeClock()) {
  const begin = clock.now()
  const sent: string[] = []
  const log = capturedLog()
  class Snapshots extends MemoryStore<DockerRun> {
    override async write (key: string, value: DockerRun): Promise<void> { await super.write(key, structuredClone(value)) }
  }
  const runs = new Snapshots()
  const kill = async (_id: string, name: string): Promise<boolean> => { sent.push(`${clock.now() - begin} ${name}`); return true }
  const taskInfo = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, maxCompletionTime: { nanoseconds: limitMs * 1e6 } }
  const run = { ...dockerRun('a', { value: 'c' }, { directory: '/s', commandInfo: {}, taskInfo }, {}), ...over }
  const parts = { engine: { kill, unpause: async () => {} }, clock, log, runs } as unknown as DockerParts
  return { clock, sent, log, runs, run, intent: new StopIntent(parts, run), record: () => runs.map.get('c') }
}

t.test('a stop is on disk with its cause before its first signal', async (t) => {
  const { intent: stop, clock, sent, run, runs, record } = intent()
  stop.starting()
  t.equal(run.bootId, readBootId())
  stop.started('c', null)
  t.match(record(), { started: { process: null } })
  t.equal(stop.init, null)
  t.equal(stop.cause, null)
  const { write } = runs
  runs.write = async (key, value) => { t.strictSame(sent, []); await write.call(runs, key, value) }
  t.ok(stop.begin('KILL', 500))
  t.equal(stop.cause, 'KILL')
  await clock.advance(500)
  t.strictSame(sent, ['0 SIGTERM', '500 SIGKILL'])
  t.match(record(), { stop: { cause: 'KILL', deadline: clock.now() } })
  stop.ended()
})

t.test('what is on disk already is not written again, a stop that came before it was taken back is', async (t) => {
  for (const { known, early, writes } of [
    { known: undefined, early: false, writes: 1 },
    { known: { process: { pid: 7, startTime: 1 } }, early: false, writes: 1 },
    { known: { process: null }, early: false, writes: 0 },
    { known: { process: null }, early: true, writes: 1 }
  ]) {
    const { intent: stop, runs, clock } = intent(known === undefined ? {} : { started: known })
    let written = 0
    const { write } = runs
    runs.write = async (key, value) => { written++; await write.call(runs, key, value) }
    if (early) stop.begin('KILL', 5000)
    stop.started('c', null)
    await clock.advance(0)
    t.equal(written, writes)
    stop.ended()
  }
})

t.test('the first cause stays, and only a sooner stop replaces one', async (t) => {
  const { intent: stop, clock, sent } = intent()
  stop.started('c', null)
  t.ok(stop.begin('KILL', 5000))
  t.notOk(stop.begin('DESTROY', 9000))
  t.notOk(stop.begin('DESTROY', 0))
  await clock.advance(0)
  t.equal(stop.cause, 'KILL')
  t.equal(sent.at(-1), '0 SIGKILL')
  stop.ended()
})

t.test('what is asked for during the launch is carried out when it runs, and after the end not at all', async (t) => {
  const { intent: stop, clock, sent } = intent()
  t.ok(stop.begin('DESTROY', 5000))
  await clock.advance(0)
  t.strictSame(sent, [])
  stop.started('c', null)
  await clock.advance(0)
  t.strictSame(sent, ['0 SIGKILL'])
  const over = intent()
  over.intent.started('c', null)
  over.intent.ended()
  t.notOk(over.intent.begin('KILL', 0))
  t.equal(over.intent.cause, null)
})

t.test('a stop of an agent before this one goes on with what is left of its grace', async (t) => {
  const clock = new FakeClock()
  const { intent: stop, sent } = intent({ stop: { cause: 'KILL', deadline: clock.now() + 700 } }, 0, clock)
  stop.started('c', null)
  await clock.advance(700)
  t.strictSame(sent, ['0 SIGTERM', '700 SIGKILL'])
  stop.ended()
})

t.test('a task whose time is over is ended without a grace, by whichever agent is there then', async (t) => {
  const { intent: stop, clock, sent, run } = intent({}, 3000)
  stop.starting()
  t.equal(run.completionDeadline, clock.now() + 3000)
  stop.started('c', null)
  await clock.advance(2999)
  t.strictSame(sent, [])
  await clock.advance(1)
  t.strictSame(sent, ['3000 SIGKILL'])
  t.equal(stop.cause, 'COMPLETION')
  stop.ended()
  const late = intent({ completionDeadline: 1 })
  late.intent.started('c', null)
  await late.clock.advance(0)
  t.equal(late.intent.cause, 'COMPLETION')
  late.intent.ended()
})

t.test('a kill takes the place of the time limit, an end takes it away', async (t) => {
  const { intent: stop, clock } = intent({}, 3000)
  stop.starting()
  stop.started('c', null)
  stop.begin('KILL', 60_000)
  await clock.advance(3000)
  t.equal(stop.cause, 'KILL')
  stop.ended()
  t.equal(clock.sleeping, 0)
})

t.test('a disk that takes no record keeps nothing from being killed', async (t) => {
  const { intent: stop, clock, runs, sent, log } = intent()
  runs.write = async () => { throw new Error('full') }
  stop.started('c', null)
  stop.begin('KILL', 0)
  await clock.advance(0)
  t.strictSame(sent, ['0 SIGKILL'])
  t.strictSame(log.lines, Array(2).fill('warn the record of a container could not be brought up to date'))
  stop.ended()
})

t.test('a task without a time limit, and what is no task, may run for ever', async (t) => {
  for (const over of [{}, { config: { directory: '/s', commandInfo: {} } }]) {
    const { intent: stop, clock, run } = intent(over)
    stop.starting()
    t.equal(run.completionDeadline, undefined)
    stop.started('c', null)
    t.equal(clock.sleeping, 0)
    stop.ended()
  }
})

t.test('the record has its first process where that can be seen from here', async (t) => {
  const own = { ...detailsOf({ pid: process.pid }), id: String(readProc(process.pid, 'cgroup')) }
  const { startTime } = readProcess(process.pid) as ProcessIdentity
  for (const [details, first] of [[own, { pid: process.pid, startTime }], [{ ...own, id: 'another' }, null]] as const) {
    const { intent: stop, record } = intent()
    stop.started('c', details)
    await stop.noted
    t.strictSame([stop.init, record()?.started], [first, { process: first }])
    stop.ended()
  }
})

t.test('the record of one that has ended is not made again', async (t) => {
  const { intent: stop, record } = intent()
  stop.ended()
  stop.started('c', null)
  await stop.noted
  t.equal(record(), undefined)
})

t.test('the first process of another boot is nobody', async (t) => {
  const started = { process: { pid: 1, startTime: 1 } }
  t.strictSame(intent({ bootId: readBootId(), started }).intent.init, started.process)
  t.equal(intent({ bootId: 'another', started }).intent.init, null)
})

t.test('why it was for the disk is on record, and stays when it is to end sooner', async (t) => {
  const { intent: stop, record } = intent()
  stop.started('c', null)
  const excess = { usedBytes: 2, quotaBytes: 1 }
  t.equal(stop.excess, undefined)
  t.ok(stop.begin('DISK', 500, excess))
  t.notOk(stop.begin('KILL', 0))
  await stop.noted
  t.strictSame([stop.cause, stop.excess], ['DISK', excess])
  t.match(record(), { stop: { cause: 'DISK', excess } })
  t.notOk(stop.over.aborted)
  stop.ended()
  t.ok(stop.over.aborted)
})

t.test('what changes of a run is on record once it runs', async (t) => {
  const { intent: stop, run, record } = intent()
  stop.changed()
  await stop.noted
  t.equal(record(), undefined)
  stop.started('c', null)
  run.diskQuotaBytes = 7
  stop.changed()
  await stop.noted
  t.match(record(), { diskQuotaBytes: 7 })
  stop.ended()
})
