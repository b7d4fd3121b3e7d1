import { connect } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { LocalMaster } from '../../lib/agent/scheduler/local-master.ts'
import { schedulerApi } from '../../lib/plugins/scheduler-api.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { decode, encode } from '../../lib/wire/protobuf-codec.ts'
import type { SchedulerEvent } from '../../types/mesos-v1.ts'
import type { TaskRecord } from '../../types/scheduler.ts'
import { FakeRunner, MemoryLog, MemoryStore } from '../agent/scheduler/fakes.ts'
import { exchange, Subscription } from '../agent/scheduler/scheduler-client.ts'
import type { CallOptions } from '../agent/scheduler/scheduler-client.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
const INFO = {
  user: 'root',
  name: 'recorder',
  roles: ['*'],
  checkpoint: true,
  failover_timeout: 60,
  capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }, { type: 'TASK_KILLING_STATE' }]
}
const subscribeBody = (info: object = INFO) => JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: info } })

async function serve (t: Test, options: { recover?: boolean, maxUnreadBytes?: number } = {}) {
  const runner = new FakeRunner()
  const tasks = new MemoryStore<TaskRecord>()
  const master = new LocalMaster({
    runner,
    frameworks: new MemoryStore(),
    tasks,
    clock: systemClock,
    log: new MemoryLog(),
    masterInfo: () => ({ ip: 16777343, port: 5051, address: { hostname: 'localhost', ip: '127.0.0.1', port: 5051 } })
  })
  await master.load()
  if (options.recover !== false) master.settle()
  const app = Fastify()
  await app.register(schedulerApi, { master, ...(options.maxUnreadBytes === undefined ? {} : { maxUnreadBytes: options.maxUnreadBytes }) })
  app.post('/json', async request => request.body)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await master.close()
  })
  const { port } = app.server.address() as AddressInfo
  return { app, port, runner, master, tasks }
}

async function subscribed (t: Test) {
  const stage = await serve(t)
  const stream = await Subscription.open(stage.port, { headers: JSON_TYPE, body: subscribeBody() })
  t.teardown(() => stream.close())
  const { subscribed } = await stream.event(event => event.type === 'SUBSCRIBED')
  const frameworkId = subscribed.framework_id
  const call = (body: object, options: CallOptions = {}) => exchange(stage.port, {
    headers: { ...JSON_TYPE, 'mesos-stream-id': stream.streamId },
    body: JSON.stringify({ framework_id: frameworkId, ...body }),
    ...options
  })
  return { ...stage, stream, frameworkId, call }
}

t.test('a subscription is answered by a stream of records, one chunk each', async t => {
  const { stream, frameworkId } = await subscribed(t)
  await stream.event(event => event.type === 'OFFERS')
  t.equal(stream.response.statusCode, 200)
  t.match(stream.response.headers, { 'content-type': /^application\/json$/, 'transfer-encoding': 'chunked', 'mesos-stream-id': /^[0-9a-f-]{36}$/ })
  t.strictSame(stream.events.map(event => event.type), ['SUBSCRIBED', 'HEARTBEAT', 'OFFERS'])
  t.strictSame(stream.chunks.map(String), stream.records.map(record => `${record.length}\n${record}`))
  t.match(stream.events[0].subscribed, { heartbeat_interval_seconds: 15, master_info: { ip: 16777343, address: { port: 5051 } } })
  t.match(frameworkId.value, /^[0-9a-f-]{36}-0000$/)
})

t.test('each call is answered with the status and the words of the original', async t => {
  const { call, stream, frameworkId } = await subscribed(t)
  const id = frameworkId.value
  const withStream = { ...JSON_TYPE, 'mesos-stream-id': stream.streamId }
  const cases: Array<[string, Parameters<typeof call>, number, string]> = [
    ['no stream id', [{ type: 'REVIVE' }, { headers: JSON_TYPE }], 400, "All non-subscribe calls should include the 'Mesos-Stream-Id' header"],
    ['wrong stream id', [{ type: 'REVIVE' }, { headers: { ...JSON_TYPE, 'mesos-stream-id': '11111111-2222-3333-4444-555555555555' } }], 400,
      `The stream ID '11111111-2222-3333-4444-555555555555' included in this request didn't match the stream ID currently associated with framework ID ${id}`],
    ['stream id on SUBSCRIBE', [{}, { headers: withStream, body: subscribeBody() }], 400, "Subscribe calls should not include the 'Mesos-Stream-Id' header"],
    ['unknown framework', [{ type: 'REVIVE', framework_id: { value: 'nope' } }], 400, 'Framework cannot be found'],
    ['no framework id', [{ type: 'REVIVE', framework_id: null }], 400, "Failed to validate scheduler::Call: Expecting 'framework_id' to be present"],
    ['unknown call type', [{ type: 'FLY' }], 400, "Failed to validate scheduler::Call: Expecting 'type' to be present"],
    ['not JSON', [{}, { headers: withStream, body: '{' }], 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['empty body', [{}, { headers: withStream, body: '' }], 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
    ['wrong content type', [{}, { headers: { 'content-type': 'text/plain' }, body: 'x' }], 415, "Expecting 'Content-Type' of application/json or application/x-protobuf"],
    ['charset in content type', [{ type: 'REVIVE' }, { headers: { ...withStream, 'content-type': 'application/json; charset=utf-8' } }], 415,
      "Expecting 'Content-Type' of application/json or application/x-protobuf"],
    ['no content type', [{}, { headers: {}, body: '{}' }], 400, "Expecting 'Content-Type' to be present"],
    ['accept html on SUBSCRIBE', [{}, { headers: { ...JSON_TYPE, accept: 'text/html' }, body: subscribeBody() }], 406,
      "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'"],
    ['ACKNOWLEDGE without uuid', [{ type: 'ACKNOWLEDGE', acknowledge: { agent_id: { value: 'agent-S0' }, task_id: { value: 'rec-1' } } }], 400,
      'Failed to convert JSON into Call protobuf: Missing required fields: acknowledge.uuid'],
    ['ACKNOWLEDGE with a bad uuid', [{ type: 'ACKNOWLEDGE', acknowledge: { agent_id: { value: 'agent-S0' }, task_id: { value: 'rec-1' }, uuid: 'AAAA' } }], 400,
      'Failed to validate scheduler::Call: Not a valid UUID'],
    ['not protobuf', [{}, { headers: { 'content-type': 'application/x-protobuf' }, body: '\xff' }], 400,
      'Failed to parse body into Call protobuf: mesos.v1.scheduler.Call: index out of range: 2 + 1 > 2'],
    ['UPDATE_FRAMEWORK to what is not valid', [{ type: 'UPDATE_FRAMEWORK', update_framework: { framework_info: { ...INFO, id: frameworkId, failover_timeout: -1 } } }], 400,
      'The framework failover_timeout (-1) is invalid: it must be a number of seconds that a Duration can represent']
  ]
  for (const [name, call_, status, text] of cases) {
    const answer = await call(...call_)
    t.match(answer, { status, headers: TEXT, body: text }, name)
  }
  for (const method of ['GET', 'PUT', 'DELETE']) {
    t.match(await exchange(Number(stream.response.socket.remotePort), { method }), {
      status: 405, headers: { ...TEXT, allow: 'POST' }, body: `405 Method Not Allowed. Expecting one of { 'POST' }, but received '${method}'.`
    })
  }
})

t.test('calls that are taken are answered by an empty 202', async t => {
  const { call, frameworkId } = await subscribed(t)
  const taken = [
    { type: 'REVIVE' },
    { type: 'SUPPRESS' },
    { type: 'KILL', kill: { task_id: { value: 'nope' } } },
    { type: 'RECONCILE', reconcile: { tasks: [] } },
    { type: 'DECLINE', decline: { offer_ids: [{ value: 'nope' }] } },
    { type: 'ACCEPT', accept: { offer_ids: [{ value: 'nope' }], operations: [] } },
    { type: 'MESSAGE', message: { agent_id: { value: 'agent-S0' }, executor_id: { value: 'x' }, data: 'aGk=' } },
    { type: 'RECONCILE_OPERATIONS', reconcile_operations: {} }
  ]
  for (const body of taken) {
    const { status, headers, body: text } = await call(body)
    t.strictSame([status, headers['content-length'], headers['content-type'], text], [202, '0', undefined, ''], body.type)
  }
  const updated = await call({ type: 'UPDATE_FRAMEWORK', update_framework: { framework_info: { ...INFO, id: frameworkId } } })
  t.equal(updated.status, 200)
  t.equal((await call({ type: 'REVIVE' }, { path: '/master/api/v1/scheduler' })).status, 202)
})

t.test('a subscription that is refused ends after one ERROR event', async t => {
  const { port } = await serve(t)
  const stream = await Subscription.open(port, { headers: JSON_TYPE, body: subscribeBody({ user: 'root', name: 'x', role: 'a/b/../c' }) })
  await stream.ended
  t.equal(stream.response.statusCode, 200)
  t.equal(String(stream.chunks[0]), '131\n{"type":"ERROR","error":{"message":"\'FrameworkInfo.role\' is not a valid role: Role \'a/b/../c\' cannot include \'..\' as a component"}}')
  t.equal(stream.chunks.length, 1)
})

t.test('a task runs through JSON calls', async t => {
  const { call, stream, runner, frameworkId } = await subscribed(t)
  const { offers: { offers: [offer] } } = await stream.event(event => event.type === 'OFFERS')
  t.match(offer, { url: { address: { ip: '127.0.0.1', port: 5051 } }, allocation_info: { role: '*' } })
  const resources = [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }, { name: 'mem', type: 'SCALAR', scalar: { value: 32 } }]
  const task = (name: string, container: object) => ({ name, task_id: { value: name }, agent_id: offer.agent_id, resources, command: { value: 'true' }, container })
  const launch = { task_infos: [task('rec-1', { type: 'DOCKER', docker: { image: 'bb' } }), task('rec-bad', { type: 'DOCKER' })] }
  t.equal((await call({ type: 'ACCEPT', accept: { offer_ids: [offer.id], operations: [{ type: 'LAUNCH', launch }], filters: { refuse_seconds: 0 } } })).status, 202)
  const refused = await stream.event(event => event.update?.status.task_id.value === 'rec-bad')
  t.match(refused.update.status, {
    state: 'TASK_ERROR',
    message: "Task's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo",
    source: 'SOURCE_MASTER',
    reason: 'REASON_TASK_INVALID',
    uuid: undefined
  })
  runner.emit(frameworkId.value, 'rec-1', 'TASK_RUNNING', { message: 'Schlüssel' })
  const { update: { status } } = await stream.event(event => event.update?.status.state === 'TASK_RUNNING')
  t.equal(status.message, 'Schlüssel')
  t.notMatch(String(stream.records.at(-1)), 'ü', 'what is not ASCII is escaped')
  t.equal((await call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id: status.agent_id, task_id: status.task_id, uuid: status.uuid } })).status, 202)
  await call({ type: 'TEARDOWN' })
  await stream.ended
  t.match(runner.killed, [{ taskId: 'rec-1' }])
  t.match(await call({ type: 'REVIVE' }), { status: 400, body: 'Framework cannot be found' })
})

t.test('the same in protobuf', async t => {
  const { port } = await serve(t)
  const headers = { 'content-type': 'application/x-protobuf', accept: 'application/x-protobuf' }
  const frameworkInfo = { user: 'root', name: 'recorder', roles: ['*'], capabilities: [{ type: 'MULTI_ROLE' }] }
  const stream = await Subscription.open(port, { headers, body: encode('scheduler.Call', { type: 'SUBSCRIBE', subscribe: { frameworkInfo } }) })
  t.teardown(() => stream.close())
  t.equal(stream.response.headers['content-type'], 'application/x-protobuf')
  while (stream.records.length < 3) await once(stream.response, 'data')
  const events = stream.records.map(record => decode<SchedulerEvent>('scheduler.Event', record))
  t.strictSame(events.map(event => event.type), ['SUBSCRIBED', 'HEARTBEAT', 'OFFERS'])
  const body = encode('scheduler.Call', { type: 'REVIVE', frameworkId: events[0]!.subscribed!.frameworkId })
  t.equal((await exchange(port, { headers: { ...headers, 'mesos-stream-id': stream.streamId }, body })).status, 202)
})

t.test('calls of a framework that is away are forbidden', async t => {
  const { call, stream, master, frameworkId } = await subscribed(t)
  const { connection } = master.framework(frameworkId)!
  const gone = new Promise<void>(resolve => connection!.onClose(resolve))
  stream.close()
  await gone
  t.match(await call({ type: 'REVIVE' }), { status: 403, headers: TEXT, body: 'Framework is not subscribed' })
})

t.test('nothing is answered before the recovery', async t => {
  const { port } = await serve(t, { recover: false })
  t.match(await exchange(port, { headers: JSON_TYPE, body: subscribeBody() }), { status: 503, body: 'Master has not finished recovery' })
})

t.test('a subscriber that does not read is cut off', async t => {
  const { port, runner, master } = await serve(t, { maxUnreadBytes: 1000 })
  const socket = connect(port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  socket.pause()
  const body = subscribeBody()
  socket.write(`POST /api/v1/scheduler HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  const frameworkId = { value: `${master.id}-0000` }
  while (master.framework(frameworkId)?.connection === undefined) await new Promise(resolve => setImmediate(resolve))
  const { connection } = master.framework(frameworkId)!
  const gone = new Promise<void>(resolve => connection!.onClose(resolve))
  const message = 'x'.repeat(1024 * 1024)
  for (let count = 0; count < 64; count++) connection!.send({ type: 'ERROR', error: { message } })
  await gone
  t.equal(master.framework(frameworkId)!.connection, undefined)
  t.strictSame(runner.killed, [])
})

t.test('closing the app ends the streams and kills nothing, and what ends meanwhile is kept', async t => {
  const { app, call, stream, runner, frameworkId, tasks } = await subscribed(t)
  const { offers: { offers: [offer] } } = await stream.event(event => event.type === 'OFFERS')
  const task = { name: 'a', task_id: { value: 'a' }, agent_id: offer.agent_id, command: { value: 'true' }, resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }] }
  await call({ type: 'ACCEPT', accept: { offer_ids: [offer.id], operations: [{ type: 'LAUNCH', launch: { task_infos: [task] } }] } })
  await app.close()
  await stream.ended
  t.equal(runner.launched.length, 1)
  t.strictSame(runner.killed, [])
  runner.emit(frameworkId.value, 'a', 'TASK_FINISHED')
  await runner.kept
  t.match([...tasks.records.values()], [{ latest: { state: 'TASK_FINISHED' } }])
})

t.test('a body that is too large is refused in plain text, and other routes keep their parsers', async t => {
  const { port } = await serve(t)
  const { status, headers } = await exchange(port, { headers: { ...JSON_TYPE, 'content-length': String(65 * 1024 * 1024) }, body: '{' })
  t.match({ status, headers }, { status: 413, headers: TEXT })
  t.match(await exchange(port, { path: '/json', headers: JSON_TYPE, body: '{"a":1}' }), { status: 200, body: '{"a":1}' })
})

t.test('a fault of ours is a 500', async t => {
  const { call, master } = await subscribed(t)
  master.call = () => { throw new Error('broken') }
  t.match(await call({ type: 'REVIVE' }), { status: 500, headers: TEXT, body: 'broken' })
})
