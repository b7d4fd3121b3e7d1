import t from 'tap'
import type { Test } from 'tap'
import { parseResources } from '../../lib/agent/flags/resources.ts'
import type { TaskRunOptions } from '../../lib/execute/task-run.ts'
import { TaskRun } from '../../lib/execute/task-run.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { Offer, SchedulerCall, SchedulerEvent, TaskState, TaskStatus } from '../../types/mesos-v1.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const agentId = { value: 'S1' }
const taskId = { value: 'a' }
const uuid = Buffer.alloc(16, 1)

function start (more: Partial<TaskRunOptions> = {}) {
  const calls: SchedulerCall[] = []
  const out: string[] = []
  const err: string[] = []
  const run = new TaskRun({
    task: { name: 'a', taskId, agentId: { value: '' }, resources: parseResources('cpus:1') },
    send: async call => { calls.push(call) },
    stdout: text => { out.push(String(text)) },
    stderr: text => { err.push(String(text)) },
    clock: systemClock,
    follow: false,
    ...more
  })
  return { run, calls, out, err }
}

const offer = (id: string, cpus: number, more: Partial<Offer> = {}): Offer =>
  ({ id: { value: id }, frameworkId: { value: 'F1' }, agentId, hostname: 'h', resources: parseResources(`cpus:${cpus}`), ...more })
const offers = (...list: Offer[]): SchedulerEvent => ({ type: 'OFFERS', offers: { offers: list } })
const update = (state: TaskState, more: Partial<TaskStatus> = {}): SchedulerEvent =>
  ({ type: 'UPDATE', update: { status: { taskId, agentId, uuid, state, ...more } } })
const subscribed: SchedulerEvent = { type: 'SUBSCRIBED', subscribed: { frameworkId: { value: 'F1' } } }

t.test('the first offer that fits is accepted, the others are declined', async t => {
  const { run, calls, out } = start()
  t.equal(await run.take(subscribed), undefined)
  t.equal(await run.take(offers(offer('O1', 0.5), offer('O2', 4), offer('O3', 4))), undefined)
  t.same(calls, [
    { type: 'DECLINE', decline: { offerIds: [{ value: 'O1' }] } },
    {
      type: 'ACCEPT',
      accept: {
        offerIds: [{ value: 'O2' }],
        operations: [{ type: 'LAUNCH', launch: { taskInfos: [{ name: 'a', taskId, agentId, resources: parseResources('cpus:1') }] } }]
      }
    },
    { type: 'SUPPRESS' },
    { type: 'DECLINE', decline: { offerIds: [{ value: 'O3' }] } }
  ])
  t.same(out, ['Subscribed with ID F1\n', 'Submitted task \'a\' to agent \'S1\'\n'])
})

t.test('a task that needs nothing takes any offer, an offer of nothing serves it', async t => {
  const { run, calls } = start({ task: { name: 'a', taskId, agentId: { value: '' } } })
  const { resources, ...empty } = offer('O1', 1)
  t.ok(resources)
  await run.take(offers(empty))
  t.match(calls, [{ type: 'ACCEPT' }, { type: 'SUPPRESS' }])
})

t.test('every status is printed and acknowledged; the last one ends the run', async t => {
  const { run, calls, out } = start()
  t.equal(await run.take(update('TASK_RUNNING')), undefined)
  t.equal(await run.take(update('TASK_FINISHED')), 'TASK_FINISHED')
  t.same(calls, Array(2).fill({ type: 'ACKNOWLEDGE', acknowledge: { agentId, taskId, uuid } }))
  t.same(out, ['Received status update TASK_RUNNING for task \'a\'\n', 'Received status update TASK_FINISHED for task \'a\'\n'])
})

t.test('a status without uuid is final all the same, but not acknowledged', async t => {
  const { run, calls } = start()
  t.equal(await run.take({ type: 'UPDATE', update: { status: { taskId, state: 'TASK_ERROR' } } }), 'TASK_ERROR')
  t.same(calls, [])
})

t.test('the end of another task ends nothing', async t => {
  const { run } = start()
  t.equal(await run.take(update('TASK_FINISHED', { taskId: { value: 'b' } })), undefined)
})

t.test('an ERROR event is an error, events of no matter are passed over', async t => {
  const { run } = start()
  t.equal(await run.take({ type: 'HEARTBEAT' }), undefined)
  t.equal(await run.take({ type: 'UPDATE' }), undefined)
  t.equal(await run.take({ type: 'OFFERS' }), undefined)
  await t.rejects(run.take({ type: 'ERROR', error: { message: 'Role is gone' } }), {
    code: 'CONTAINERIZER_ERR_MASTER_FAILED', message: 'Received an ERROR event: Role is gone'
  })
})

t.test('kill_after kills once, that long after TASK_RUNNING', async t => {
  const sleeps: number[] = []
  const clock = { now: () => 0, sleep: async (ms: number) => { sleeps.push(ms) } }
  const { run, calls, out } = start({ clock, killAfterMs: 1500 })
  await run.take(update('TASK_RUNNING'))
  await run.take(update('TASK_RUNNING'))
  await run.end()
  t.same(sleeps, [1500])
  t.same(calls.filter(({ type }) => type === 'KILL'), [{ type: 'KILL', kill: { taskId, agentId } }])
  t.ok(out.includes('Asked to kill task \'a\' on agent \'S1\'\n'))
})

t.test('a task that ends sooner is not killed', async t => {
  const { run, calls, err } = start({ killAfterMs: 3_600_000 })
  await run.take(update('TASK_RUNNING'))
  await run.take(update('TASK_FINISHED'))
  await run.end()
  t.same(calls.map(({ type }) => type), ['ACKNOWLEDGE', 'ACKNOWLEDGE'])
  t.same(err, [])
})

t.test('a kill that fails is told', async t => {
  const told = deferred<string>()
  const { run } = start({
    clock: { now: () => 0, sleep: async () => {} },
    killAfterMs: 1,
    send: async ({ type }) => { if (type === 'KILL') throw new Error('refused') },
    stderr: text => told.resolve(String(text))
  })
  await run.take(update('TASK_RUNNING'))
  t.equal(await told.promise, 'refused\n')
})

t.test('following copies the sandbox\'s output, to its end', async t => {
  const agent = await agentOf(t)
  const { run, out, err } = start({ follow: true })
  await run.take(subscribed)
  await run.take(offers(offer('O1', 1, { url: agent.url })))
  await run.take(update('TASK_RUNNING', { executorId: { value: 'E' } }))
  await run.take(update('TASK_FINISHED', { executorId: { value: 'E' } }))
  agent.files.set('/frameworks/F1/executors/E/runs/latest/stdout', 'hello\n')
  agent.files.set('/frameworks/F1/executors/E/runs/latest/stderr', 'oh\n')
  await run.end()
  await run.end()
  t.equal(out.filter(text => text === 'hello\n').length, 1)
  t.same(err.filter(text => text !== ''), ['oh\n'])
})

t.test('a command task\'s executor has the task\'s name', async t => {
  const agent = await agentOf(t)
  agent.files.set('/frameworks/F1/executors/a/runs/latest/stdout', 'hello\n')
  const { run, out } = start({ follow: true })
  await run.take(subscribed)
  const { ip, ...address } = agent.url.address
  await run.take(offers(offer('O1', 1, { url: { ...agent.url, address: { ...address, hostname: ip } } })))
  await run.take(update('TASK_FINISHED'))
  await run.end()
  t.ok(out.includes('hello\n'))
})

t.test('an agent that cannot be read is told, and nothing more', async t => {
  const { run, err } = start({ follow: true })
  await run.take(offers(offer('O1', 1, { url: { scheme: 'http', address: { ip: '127.0.0.1', port: 1 } } })))
  await run.take(update('TASK_FINISHED'))
  await run.end()
  t.match(err, [/^Cannot follow the output: .*ECONNREFUSED/])
})

t.test('without an agent\'s address nothing is followed', async t => {
  const { run, err } = start({ follow: true })
  await run.take(offers(offer('O1', 1)))
  await run.take(update('TASK_FINISHED'))
  await run.end()
  t.same(err, [])
})

t.test('a terminal shows the pull until the first status', async t => {
  const agent = await agentOf(t)
  const shown = deferred<void>()
  const written: string[] = []
  const terminal = { write: (text: string) => { written.push(text); shown.resolve() }, columns: () => 80 }
  agent.server.containers = query => String(query) === 'framework_id=F1&executor_id=a' ? [{ image: { pull: { reference: 'app:1', phase: 'STARTING', layers: 0 } } }] : []
  const { run, out } = start({ terminal })
  await run.take(subscribed)
  await run.take(offers(offer('O1', 1, { url: agent.url })))
  await shown.promise
  await run.take(update('TASK_STARTING'))
  t.strictSame(written, ['\r\x1b[Kapp:1: asks the registry', '\r\x1b[K'])
  t.match(out.at(-1), /TASK_STARTING/)
  await run.end()
  t.equal(written.length, 2)
})

t.test('without an agent\'s address no pull is shown', async t => {
  const { run } = start({ terminal: { write: () => t.fail('something was shown'), columns: () => 80 } })
  await run.take(offers(offer('O1', 1)))
  await run.end()
})

async function agentOf (t: Test) {
  const server = await SchedulerServer.listen(t)
  const [ip, port] = server.master.split(':') as [string, string]
  return { server, files: server.files, url: { scheme: 'http', address: { ip, port: Number(port) } } }
}
