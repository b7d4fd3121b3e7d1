import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { ExecutorTokens } from '../../lib/agent/executors/executor-tokens.ts'
import { executorApi } from '../../lib/plugins/executor-api.ts'
import type { ExecutorApiOptions } from '../../lib/plugins/executor-api.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { uuidBytes } from '../../lib/util/uuid-bytes.ts'
import { decode, encode } from '../../lib/wire/protobuf-codec.ts'
import type { ExecutorEvent } from '../../types/mesos-v1.ts'
import { executorTask, stage as core } from '../agent/executors/stage.ts'
import { exchange, Subscription } from '../agent/scheduler/scheduler-client.ts'
import type { CallOptions } from '../agent/scheduler/scheduler-client.ts'
import { settled } from '../agent/scheduler/fakes.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
const TYPES = "Expecting 'Content-Type' of application/json or application/x-protobuf"
const path = '/api/v1/executor'
const ids = { framework_id: { value: 'f1' }, executor_id: { value: 'e1' } }
const uuid = () => uuidBytes().toString('base64')
const status = (more: object = {}) => ({ task_id: { value: 'a' }, state: 'TASK_RUNNING', uuid: uuid(), source: 'SOURCE_EXECUTOR', ...more })
const body = (call: object) => JSON.stringify({ ...ids, ...call })
const json = (call: object): CallOptions => ({ headers: JSON_TYPE, body: body(call) })
const update = (more: object = {}) => json({ type: 'UPDATE', update: { status: status(more) } })

/** One executor with one task behind the API on a real socket. */
async function serve (t: Test, options: Partial<Omit<ExecutorApiOptions, 'runner'>> = {}) {
  const all = await core()
  await all.launch(executorTask('a'))
  const app = Fastify({ forceCloseConnections: true })
  await app.register(executorApi, { runner: all.runner, recovered: () => true, hasFramework: ({ value }) => value === 'known', ...options })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const send = (call: CallOptions) => exchange(port, { path, ...call })
  const open = async (call: CallOptions = json({ type: 'SUBSCRIBE', subscribe: {} })) => {
    const stream = await Subscription.open(port, { path, ...call })
    t.teardown(() => stream.close())
    return stream
  }
  return { ...all, app, port, send, open }
}

t.test('an executor is greeted, given its task, and heard, in JSON', async t => {
  const { send, open, states } = await serve(t)
  const stream = await open()
  await stream.event(({ type }) => type === 'LAUNCH')
  t.equal(stream.response.statusCode, 200)
  t.match(stream.response.headers, { 'content-type': /^application\/json$/, 'transfer-encoding': 'chunked' })
  t.notOk('mesos-stream-id' in stream.response.headers)
  t.strictSame(stream.chunks.map(String), stream.records.map(record => `${record.length}\n${record}`), 'one chunk a record')
  t.match(await send(update()), { status: 202, headers: { 'content-length': '0' }, body: '' })
  t.match(await stream.event(({ type }) => type === 'ACKNOWLEDGED'), { acknowledged: { task_id: { value: 'a' } } })
  t.match(await send({ ...json({ type: 'MESSAGE', message: { data: 'aGk=' } }), path: '/slave(1)/api/v1/executor' }), { status: 202, body: '' })
  t.match(await send(json({ type: 'HEARTBEAT' })), { status: 202, body: '' })
  t.strictSame(states(), ['a TASK_RUNNING'])
})

t.test('and in protobuf', async t => {
  const { send, open } = await serve(t)
  const headers = { 'content-type': 'application/x-protobuf', accept: 'application/x-protobuf' }
  const own = { frameworkId: { value: 'f1' }, executorId: { value: 'e1' } }
  const stream = await open({ headers, body: encode('executor.Call', { ...own, type: 'SUBSCRIBE', subscribe: {} }) })
  t.equal(stream.response.headers['content-type'], 'application/x-protobuf')
  await send({ headers, body: encode('executor.Call', { ...own, type: 'UPDATE', update: { status: { taskId: { value: 'a' }, state: 'TASK_RUNNING', uuid: uuidBytes(), source: 'SOURCE_EXECUTOR' } } }) })
  await settled()
  const events = stream.records.map(record => decode<ExecutorEvent>('executor.Event', record))
  t.strictSame(events.map(({ type }) => type), ['SUBSCRIBED', 'LAUNCH', 'ACKNOWLEDGED'])
})

const invalid = 'Failed to validate Executor::Call: '
const who = 'executor e1 of framework f1'

/** What executors get wrong, with the answer; those that recordings of the original have, in its words. */
const misuse: Array<[name: string, call: CallOptions, status: number, text: string | RegExp]> = [
  ['SUBSCRIBE, unknown executor', json({ type: 'SUBSCRIBE', executor_id: { value: 'rec-x' }, subscribe: {} }), 400, 'Executor cannot be found'],
  ['SUBSCRIBE, unknown executor of a framework without executors', json({ type: 'SUBSCRIBE', framework_id: { value: 'known' }, subscribe: {} }), 400, 'Executor cannot be found'],
  ['SUBSCRIBE without subscribe', json({ type: 'SUBSCRIBE' }), 400, `${invalid}Expecting 'subscribe' to be present`],
  ['unknown framework', json({ type: 'SUBSCRIBE', framework_id: { value: 'nope' }, subscribe: {} }), 400, 'Framework cannot be found'],
  ['UPDATE with a UUID of zeros', update({ uuid: 'AAAAAAAAAAAAAAAAAAAAAA==' }), 400, `${invalid}Not a valid UUID`],
  ['UPDATE with a short UUID', update({ uuid: 'AAAA' }), 400, `${invalid}Not a valid UUID`],
  ['UPDATE with an empty UUID', update({ uuid: '' }), 400, `${invalid}Not a valid UUID`],
  ['UPDATE without status fields', json({ type: 'UPDATE', update: { status: { task_id: { value: 't' }, state: 'TASK_RUNNING' } } }), 400, `${invalid}Expecting 'uuid' to be present`],
  ['UPDATE without update', json({ type: 'UPDATE' }), 400, `${invalid}Expecting 'update' to be present`],
  ['UPDATE without status', json({ type: 'UPDATE', update: {} }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: update.status'],
  ['UPDATE without state', json({ type: 'UPDATE', update: { status: { task_id: { value: 'a' } } } }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: update.status.state'],
  ['UPDATE without a task', json({ type: 'UPDATE', update: { status: { state: 'TASK_RUNNING' } } }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: update.status.task_id'],
  ['UPDATE of a state that is none', update({ state: 'TASK_FLYING' }), 400, /^Failed to convert JSON into Call protobuf/],
  ['UPDATE in the name of another executor', update({ executor_id: { value: 'e2' } }), 400, `${invalid}ExecutorID in Call: e1 does not match ExecutorID in TaskStatus: e2`],
  ['UPDATE without a source', update({ source: undefined }), 400, `${invalid}Received Call from ${who} with invalid source, expecting 'SOURCE_EXECUTOR'`],
  ['UPDATE in the name of the master', update({ source: 'SOURCE_MASTER' }), 400, `${invalid}Received Call from ${who} with invalid source, expecting 'SOURCE_EXECUTOR'`],
  ['UPDATE to TASK_STAGING', update({ state: 'TASK_STAGING' }), 400, `${invalid}Received TASK_STAGING from ${who} which is not allowed`],
  ['UPDATE with the status of no check', update({ check_status: {} }), 400, `${invalid}CheckStatusInfo must specify 'type'`],
  ['UPDATE with half the status of a check', update({ check_status: { type: 'TCP' } }), 400, `${invalid}Expecting 'tcp' to be set for TCP check's status`],
  ['UPDATE before SUBSCRIBE', update(), 403, 'Executor is not subscribed'],
  ['MESSAGE before SUBSCRIBE', json({ type: 'MESSAGE', message: { data: 'aGk=' } }), 403, 'Executor is not subscribed'],
  ['MESSAGE, unknown executor', json({ type: 'MESSAGE', executor_id: { value: 'x' }, message: { data: 'aGk=' } }), 400, 'Executor cannot be found'],
  ['MESSAGE without message', json({ type: 'MESSAGE' }), 400, `${invalid}Expecting 'message' to be present`],
  ['MESSAGE without data', json({ type: 'MESSAGE', message: {} }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: message.data'],
  ['HEARTBEAT of nobody', json({ type: 'HEARTBEAT', executor_id: { value: 'x' }, framework_id: { value: 'y' } }), 202, ''],
  ['unknown type', json({ type: 'FLY' }), 400, `${invalid}Expecting 'type' to be present`],
  ['no type', json({}), 400, `${invalid}Expecting 'type' to be present`],
  ['type UNKNOWN before SUBSCRIBE', json({ type: 'UNKNOWN' }), 403, 'Executor is not subscribed'],
  ['type UNKNOWN, unknown executor', json({ type: 'UNKNOWN', executor_id: { value: 'x' } }), 400, 'Executor cannot be found'],
  ['no executor id', json({ type: 'SUBSCRIBE', subscribe: {}, executor_id: undefined }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: executor_id'],
  ['no framework id', json({ type: 'SUBSCRIBE', subscribe: {}, framework_id: undefined }), 400, 'Failed to convert JSON into Call protobuf: Missing required fields: framework_id'],
  ['not JSON', { headers: JSON_TYPE, body: '{' }, 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
  ['an empty body', { headers: JSON_TYPE }, 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
  ['JSON that is no object', { headers: JSON_TYPE, body: '[]' }, 400, /^Failed to (parse|convert)/],
  ['binary noise as JSON', { headers: JSON_TYPE, body: Buffer.from([0xff, 0, 0xfe, 0x80]) }, 400, /^Failed to parse body into JSON/],
  ['an id that is no object', json({ type: 'HEARTBEAT', executor_id: 'e1' }), 400, /^Failed to convert JSON into Call protobuf/],
  ['not protobuf', { headers: { 'content-type': 'application/x-protobuf' }, body: Buffer.from([0xff]) }, 400, /^Failed to parse body into Call protobuf/],
  ['protobuf cut short', { headers: { 'content-type': 'application/x-protobuf' }, body: encode('executor.Call', { executorId: { value: 'e1' }, frameworkId: { value: 'f1' }, type: 'HEARTBEAT' }).subarray(0, 5) }, 400, /^Failed to parse body into Call protobuf/],
  ['an empty body of protobuf', { headers: { 'content-type': 'application/x-protobuf' } }, 400, /^Failed to parse body into Call protobuf: Missing required fields: executor_id, framework_id/],
  ['wrong content type', { headers: { 'content-type': 'text/plain' }, body: 'x' }, 415, TYPES],
  ['charset', { headers: { 'content-type': 'application/json; charset=utf-8' }, body: body({ type: 'HEARTBEAT' }) }, 415, TYPES],
  ['RecordIO as a request', { headers: { 'content-type': 'application/recordio' }, body: 'x' }, 415, TYPES],
  ['no content type', { body: body({ type: 'HEARTBEAT' }) }, 400, "Expecting 'Content-Type' to be present"],
  ['GET', { method: 'GET' }, 405, "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'."],
  ['PUT', { method: 'PUT', ...json({ type: 'HEARTBEAT' }) }, 405, "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'PUT'."],
  ['DELETE', { method: 'DELETE' }, 405, "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'DELETE'."],
  ['a record that is too long', { headers: { ...JSON_TYPE, 'content-length': String(65 * 1024 * 1024) }, body: '{' }, 413, /./],
  ['SUBSCRIBE that accepts neither', { headers: { ...JSON_TYPE, accept: 'text/html' }, body: body({ type: 'SUBSCRIBE', subscribe: {} }) }, 406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'"],
  ['SUBSCRIBE that refuses both', { headers: { ...JSON_TYPE, accept: '*/*;q=0' }, body: body({ type: 'SUBSCRIBE', subscribe: {} }) }, 406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'"]
]

t.test('whatever an executor gets wrong has its answer, and harms nobody', async t => {
  const { send, open, states } = await serve(t)
  for (const [name, call, code, text] of misuse) {
    const answer = await send(call)
    t.match(answer, { status: code, body: text, headers: code === 202 ? {} : TEXT }, name)
    if (code === 405) t.equal(answer.headers.allow, 'POST', name)
  }
  const stream = await open()
  await stream.event(({ type }) => type === 'LAUNCH')
  t.match(await send(json({ type: 'UNKNOWN' })), { status: 501, headers: TEXT, body: '501 Not Implemented.' })
  t.strictSame(states(), [])
})

t.test('updates that are no news, of unknown tasks or out of order are taken and acknowledged', async t => {
  const { send, open, states } = await serve(t)
  const stream = await open()
  const twice = update({ state: 'TASK_RUNNING' })
  for (const call of [twice, twice, update({ task_id: { value: 'nope' } }), update({ state: 'TASK_FINISHED' }), update({ state: 'TASK_STARTING' }), update({ state: 'TASK_FAILED' })]) {
    t.equal((await send(call)).status, 202)
  }
  while (stream.events.filter(({ type }) => type === 'ACKNOWLEDGED').length < 6) await settled()
  t.strictSame(states(), ['a TASK_RUNNING', 'a TASK_FINISHED'])
})

t.test('an executor that drops its connection in the middle of a call or a record does no harm', async t => {
  const { port, open, send, executor } = await serve(t)
  const socket = connect(port, '127.0.0.1')
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"type":`)
  socket.end()
  for await (const chunk of socket) t.match(String(chunk), /^HTTP\/1.1 400/)
  const stream = await open()
  stream.close()
  while (executor().connection?.open !== false) await settled()
  t.equal((await send(update())).status, 202, 'it may still speak')
  await (await open()).event(({ type }) => type === 'SUBSCRIBED')
})

t.test('an executor that does not read is cut off', async t => {
  const { open, executor } = await serve(t, { maxUnreadBytes: 1000 })
  const stream = await open()
  stream.response.pause()
  for (let count = 0; count < 64 && executor().connection!.open; count++) executor().connection!.send({ type: 'MESSAGE', message: { data: Buffer.alloc(1024 * 1024) } })
  t.notOk(executor().connection!.open)
})

t.test('while the agent recovers nobody may subscribe', async t => {
  let recovered = false
  const { send, open } = await serve(t, { recovered: () => recovered })
  const not = { status: 503, headers: TEXT, body: 'Agent has not finished recovery' }
  t.match(await send(json({ type: 'SUBSCRIBE', subscribe: {} })), not)
  t.match(await send({ method: 'GET' }), not, 'nothing else is looked at')
  recovered = true
  await (await open()).event(({ type }) => type === 'SUBSCRIBED')
})

t.test('where executors have to authenticate', async t => {
  const tokens = new ExecutorTokens(Buffer.from('key'))
  const { send, open, executor } = await serve(t, { tokens })
  const claims = { fid: 'f1', eid: 'e1', cid: executor().key }
  const as = async (given: object, call: CallOptions) =>
    ({ ...call, headers: { ...call.headers, authorization: `Bearer ${await tokens.sign({ ...claims, ...given })}` } })
  const unknown = { status: 401, headers: { 'www-authenticate': 'Bearer realm="mesos-agent-executor"' }, body: '' }
  t.match(await send(json({ type: 'SUBSCRIBE', subscribe: {} })), unknown)
  t.match(await send({ method: 'GET' }), unknown, 'before anything else')
  t.match(await send({ ...update(), headers: { ...JSON_TYPE, authorization: 'Bearer nonsense' } }), unknown)
  for (const other of [{ fid: 'f2' }, { eid: 'e2' }, { cid: 'c2' }]) {
    t.match(await send(await as(other, json({ type: 'SUBSCRIBE', subscribe: {} }))), { status: 403, headers: TEXT, body: 'The token is not that of this executor' })
  }
  await (await open(await as({}, json({ type: 'SUBSCRIBE', subscribe: {} })))).event(({ type }) => type === 'LAUNCH')
  t.equal((await send(await as({}, update()))).status, 202)
})

t.test('calls that come at once on one connection keep their order, however long a token takes', async t => {
  const claims = { fid: 'f1', eid: 'e1', cid: '' }
  const slow = deferred<typeof claims>()
  const answers = [Promise.resolve(claims), slow.promise, Promise.resolve(claims)]
  const { port, open, states, executor } = await serve(t, { tokens: { verify: () => answers.shift()! } })
  claims.cid = executor().key
  await (await open()).event(({ type }) => type === 'LAUNCH')
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  t.teardown(() => socket.destroy())
  for (const state of ['TASK_RUNNING', 'TASK_FINISHED']) {
    const { body } = update({ state })
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body!.length}\r\n\r\n${body}`)
  }
  while (answers.length > 0) await settled()
  slow.resolve(claims)
  while (states().length < 2) await settled()
  t.strictSame(states(), ['a TASK_RUNNING', 'a TASK_FINISHED'])
})

t.test('closing the app ends the streams, and no executor', async t => {
  const { app, open, executor, link } = await serve(t)
  const stream = await open()
  await stream.event(({ type }) => type === 'LAUNCH')
  await app.close()
  await stream.ended
  t.equal(executor().phase, 'RUNNING')
  t.notOk(link.calls.some(call => call.startsWith('destroy')))
})
