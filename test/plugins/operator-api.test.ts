import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { SandboxFiles } from '../../lib/agent/operator/sandbox-files.ts'
import { StandaloneContainers } from '../../lib/agent/operator/standalone-containers.ts'
import { operatorApi } from '../../lib/plugins/operator-api.ts'
import type { OperatorApiOptions } from '../../lib/plugins/operator-api.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { decode, encode } from '../../lib/wire/protobuf-codec.ts'
import type { RecoveredRun } from '../../types/agent-state.ts'
import type { AgentCall, AgentResponse } from '../../types/mesos-v1.ts'
import { MemoryLog, MemoryStore } from '../agent/scheduler/fakes.ts'
import { exchange } from '../agent/scheduler/scheduler-client.ts'
import type { CallOptions } from '../agent/scheduler/scheduler-client.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT = 'text/plain; charset=utf-8'
const EXPECTED = 'application/json or application/x-protobuf or application/recordio'

async function serve (t: Test, { recovered = true, plan }: { recovered?: boolean, plan?: OperatorApiOptions['parts']['plan'] } = {}) {
  const link = new MemoryLink('memory')
  await link.recover(null)
  const app = Fastify({ forceCloseConnections: true })
  await app.register(operatorApi, {
    recovered: () => recovered,
    engine: () => ({ state: 'down', since: 1, reason: 'connect ENOENT', outages: 1 }),
    parts: {
      containerizers: link,
      standalone: new StandaloneContainers({ workDir: '/agent', containerizers: link, switchUser: true, records: new MemoryStore<RecoveredRun>(), log: new MemoryLog() }),
      files: new SandboxFiles(t.testdir({ frameworks: { f: { executors: { e: { runs: { c1: { stdout: 'hello\n', 'ä \'b.html': '' } } } } } } })),
      executors: () => [],
      flags: { port: '5051' },
      version: { version: '1.12.0' },
      metrics: new MetricsBook(),
      imageOf: () => null,
      ...(plan === undefined ? {} : { plan })
    }
  })
  app.post('/json', async ({ body }) => body)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return { app, link, port, ask: (options: CallOptions) => exchange(port, { path: '/api/v1', headers: JSON_TYPE, ...options }) }
}

t.test('calls are answered in JSON, also below the path of tools of old', async t => {
  const { ask } = await serve(t)
  const answer = await ask({ body: '{"type":"GET_HEALTH"}' })
  t.match(answer, { status: 200, headers: { 'content-type': 'application/json', 'content-length': '51' } })
  t.strictSame(JSON.parse(answer.body), { type: 'GET_HEALTH', get_health: { healthy: true } })
  for (const path of ['/slave(1)/api/v1', '/slave%281%29/api/v1']) {
    t.equal((await ask({ path, body: '{"type":"GET_VERSION"}' })).body, '{"type":"GET_VERSION","get_version":{"version_info":{"version":"1.12.0"}}}')
  }
})

t.test('containers are listed at the path of old too, once recovery has finished', async t => {
  const { ask } = await serve(t)
  t.match(await ask({ method: 'GET', path: '/containers' }), { status: 200, body: '[]' })
  t.match(await ask({ method: 'GET', path: '/slave(1)/containers?executor_id=e' }), { status: 400, body: "'executor_id' needs 'framework_id' beside it.\n" })
  t.match(await ask({ body: '{"type":"GET_CONTAINERS"}' }), { status: 200, body: '{"type":"GET_CONTAINERS","get_containers":{"containers":[]}}' })
  const early = await serve(t, { recovered: false })
  t.match(await early.ask({ method: 'GET', path: '/containers' }), { status: 503, body: 'Agent has not finished recovery' })
})

t.test('the state of the engine is there, also while the agent has not recovered', async t => {
  const { port } = await serve(t, { recovered: false })
  const { status, body } = await exchange(port, { method: 'GET', path: '/engine' })
  t.equal(status, 200)
  t.strictSame(JSON.parse(body), { docker: { state: 'down', since: 1, reason: 'connect ENOENT', outages: 1 } })
})

t.test('and in protobuf, to whoever asks in it or for it', async t => {
  const { port } = await serve(t)
  const binary = (contentType: string, accept: string, body: string | Uint8Array) => new Promise<Buffer>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1', headers: { 'content-type': contentType, accept } }, async (response) => {
      t.equal(response.headers['content-type'], 'application/x-protobuf')
      resolve(Buffer.concat(await response.toArray()))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
  const call: AgentCall = { type: 'GET_HEALTH' }
  for (const body of [await binary('application/x-protobuf', 'application/x-protobuf', encode('agent.Call', call)),
    await binary('application/json', 'application/x-protobuf', JSON.stringify(call))]) {
    t.strictSame(decode<AgentResponse>('agent.Response', body), { type: 'GET_HEALTH', getHealth: { healthy: true } })
  }
})

t.test('what is asked wrongly is refused with the status and the words of the original', async t => {
  const { ask } = await serve(t)
  const rows: Array<[CallOptions, number, string]> = [
    [{ body: '{' }, 400, 'Failed to parse body into JSON: syntax error at line 1 near: '],
    [{ body: '{"type":"FLY"}' }, 400, "Failed to validate agent::Call: Expecting 'type' to be present"],
    [{ body: '{"type":"LAUNCH_CONTAINER"}' }, 400, "Failed to validate agent::Call: Expecting 'launch_container' to be present"],
    [{ body: '{"type":"KILL_CONTAINER","kill_container":{"container_id":{"value":"x"}}}' }, 404, "Container 'x' cannot be found (or is already killed)"],
    [{ body: '{"type":"WAIT_CONTAINER","wait_container":{"container_id":{"value":"x"}}}' }, 404, 'Container x cannot be found'],
    [{ method: 'GET', headers: {} }, 405, "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'."],
    [{ headers: {}, body: 'x' }, 400, "Expecting 'Content-Type' to be present"],
    [{ headers: { 'content-type': 'text/plain' }, body: 'x' }, 415, `Expecting 'Content-Type' of ${EXPECTED}`],
    [{ headers: { 'content-type': 'application/json;charset=utf-8' }, body: '{"type":"GET_HEALTH"}' }, 415, `Expecting 'Content-Type' of ${EXPECTED}`],
    [{ headers: { ...JSON_TYPE, 'message-content-type': 'application/json' }, body: '{}' }, 415, "'Message-Content-Type' is for streaming requests only"],
    [{ headers: { ...JSON_TYPE, 'message-accept': 'application/json' }, body: '{}' }, 406, "'Message-Accept' is for streaming responses only"],
    [{ headers: { ...JSON_TYPE, accept: 'text/html' }, body: '{}' }, 406, `Expecting 'Accept' to allow ${EXPECTED}`],
    [{ headers: { 'content-type': 'application/recordio' }, body: '{}' }, 415, 'Streaming requests are not supported by this agent'],
    [{ headers: { ...JSON_TYPE, accept: 'application/recordio' }, body: '{"type":"GET_HEALTH"}' }, 406, 'Streaming response is not supported for GET_HEALTH call'],
    [{ method: 'GET', path: '/tasks', headers: {} }, 404, '404 Not Found.'],
    [{ path: '/nope', body: '{}' }, 404, '404 Not Found.']
  ]
  for (const [options, status, body] of rows) t.match(await ask(options), { status, body, headers: { 'content-type': TEXT } })
  t.match(await ask({ method: 'GET', headers: {} }), { headers: { allow: 'POST' } })
})

t.test('a call without an answer of its own has an empty one', async t => {
  const { ask, link } = await serve(t)
  link.add({ value: 'c1' })
  const { headers, ...answer } = await ask({ body: '{"type":"KILL_CONTAINER","kill_container":{"container_id":{"value":"c1"}}}' })
  t.strictSame(answer, { status: 200, body: '' })
  t.match(headers, { 'content-type': undefined, 'content-length': '0' })
})

t.test('the endpoints of old', async t => {
  const { ask } = await serve(t)
  const get = async (path: string) => {
    const { status, body } = await ask({ method: 'GET', path, headers: {} })
    return [status, body]
  }
  const path = '/frameworks/f/executors/e/runs/c1/stdout'
  t.strictSame(await get('/health'), [200, ''])
  t.strictSame(await get('/slave(1)/version'), [200, '{"version":"1.12.0"}'])
  t.strictSame(await get('/flags'), [200, '{"flags":{"port":"5051"}}'])
  t.strictSame(await get('/metrics/snapshot'), [200, '{}'])
  t.strictSame(await get(`/files/read?path=${path}&offset=0&length=10`), [200, '{"data":"hello\\n","offset":0}'])
  t.strictSame(await get('/files/read'), [400, "Expecting 'path=value' in query.\n"])
  t.strictSame(await get('/files/read?path=/etc'), [404, ''])
  t.strictSame(await get(`/files/read?path=/etc&offset=9&offset=0&path=${path}`), [200, '{"data":"hello\\n","offset":0}'], 'what is said last counts')
  const [status, files] = await get('/files/browse?path=/frameworks/f/executors/e/runs/c1')
  t.match([status, JSON.parse(files as string)], [200, [{ path, size: 6, mode: '-rw-r--r--' }]])
  t.match(await get('/files/debug'), [200, /^\{".*\/frameworks\/f\/executors\/e\/runs\/c1":".*\/c1"\}$/])
  t.strictSame(await get('/files/browse'), [400, "Expecting 'path=value' in query.\n"])
})

t.test('files are downloaded, under their name and as what it says', async t => {
  const { ask } = await serve(t)
  const get = (name: string) => ask({ method: 'GET', path: `/files/download?path=/frameworks/f/executors/e/runs/c1${name}`, headers: {} })
  t.match(await get('/stdout'), { status: 200, body: 'hello\n', headers: { 'content-type': 'application/octet-stream', 'content-length': '6', 'content-disposition': 'attachment; filename=stdout' } })
  t.match(await get('/%C3%A4%20\'b.html'), { status: 200, body: '', headers: { 'content-type': 'text/html', 'content-disposition': "attachment; filename*=UTF-8''%C3%A4%20%27b.html" } })
  t.match(await get(''), { status: 400, body: 'Cannot download a directory.\n' })
  t.match(await ask({ method: 'GET', path: '/files/download', headers: {} }), { status: 400, body: "Expecting 'path=value' in query.\n" })
})

t.test('before recovery only the endpoints of old answer', async t => {
  const { ask } = await serve(t, { recovered: false })
  t.match(await ask({ body: '{"type":"GET_CONTAINERS"}' }), { status: 503, body: 'Agent has not finished recovery' })
  t.match(await ask({ method: 'GET', path: '/health', headers: {} }), { status: 200 })
})

t.test('who waits for a container is told when the app closes', async t => {
  const { app, ask, link } = await serve(t)
  link.add({ value: 'c1' })
  const answer = ask({ body: '{"type":"WAIT_CONTAINER","wait_container":{"container_id":{"value":"c1"}}}' })
  const waited = new Promise<void>(resolve => {
    const wait = link.wait.bind(link)
    link.wait = id => {
      resolve()
      return wait(id)
    }
  })
  await waited
  await app.close()
  t.match(await answer, { status: 503, body: 'The agent is closing' })
})

t.test('a fault of ours is a 500 in plain text, and other routes keep their parsers', async t => {
  const { ask, link } = await serve(t)
  link.kill = async () => { throw new Error('engine gone') }
  t.match(await ask({ body: '{"type":"KILL_CONTAINER","kill_container":{"container_id":{"value":"c1"}}}' }), { status: 500, body: 'engine gone', headers: { 'content-type': TEXT } })
  t.match(await ask({ path: '/json', body: '{"a":1}' }), { status: 200, body: '{"a":1}' })
})

t.test('the plan of a task is given where somebody plans, or why there is none', async t => {
  const body = '{"name":"n","task_id":{"value":"t"},"agent_id":{"value":"a"}}'
  const planning = await serve(t, {
    plan: async ({ name }) => {
      if (name === 'bad') throw Object.assign(new Error('policy privileged true: refused'), { statusCode: 400 })
      return { command: `docker run ${name}`, body: { Image: 'i', HostConfig: {} }, decisions: [] }
    }
  })
  const path = '/containerizer/plan'
  t.match(await planning.ask({ path, body }), { status: 200, body: '{"command":"docker run n","body":{"Image":"i","HostConfig":{}},"decisions":[]}' })
  t.match(await planning.ask({ path, body: body.replace('"n"', '"bad"') }), { status: 400, body: 'policy privileged true: refused' })
  t.match(await planning.ask({ path, body: '{}' }), { status: 400 })
  t.match(await (await serve(t)).ask({ path, body }), { status: 501, body: 'This agent has no docker containerizer' })
})
