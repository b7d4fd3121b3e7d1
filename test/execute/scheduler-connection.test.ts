import t from 'tap'
import type { Test } from 'tap'
import { callCodec } from '../../lib/execute/call-codec.ts'
import { SchedulerConnection } from '../../lib/execute/scheduler-connection.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const framework = { user: 'root', name: 'test' }
const codec = callCodec('json')

function connect (t: Test, master: string, credential?: { principal: string, secret: string }) {
  const connection = new SchedulerConnection({ master, codec, ...(credential && { credential }) })
  t.teardown(() => connection.close())
  return connection
}

async function drain (connection: SchedulerConnection) {
  const events = []
  for await (const event of connection.subscribe(framework)) events.push(event)
  return events
}

const failure = (message: string | RegExp) => ({ code: 'CONTAINERIZER_ERR_MASTER_FAILED', message })

t.test('events come as they are sent, until the master ends the stream', async t => {
  const server = await SchedulerServer.listen(t)
  server.onCall = () => {
    server.emit({ type: 'HEARTBEAT' })
    server.endStream()
  }
  const connection = connect(t, server.master, { principal: 'p', secret: 's' })
  t.equal(connection.frameworkId, undefined)
  t.match(await drain(connection), [{ type: 'SUBSCRIBED' }, { type: 'HEARTBEAT' }])
  t.same(connection.frameworkId, { value: 'F1' })
  t.match(server.calls[0], {
    call: { type: 'SUBSCRIBE', subscribe: { frameworkInfo: framework } },
    headers: { authorization: 'Basic cDpz', accept: 'application/json', 'content-type': 'application/json' }
  })
})

t.test('calls carry the framework\'s id and the stream\'s', async t => {
  const server = await SchedulerServer.listen(t)
  const connection = connect(t, `http://${server.master}`)
  const events = connection.subscribe(framework)
  t.match(await events.next(), { value: { type: 'SUBSCRIBED' } })
  await connection.send({ type: 'SUPPRESS' })
  t.match(server.calls[1], { call: { type: 'SUPPRESS', frameworkId: { value: 'F1' } }, headers: { 'mesos-stream-id': 'stream-1' } })
})

t.test('a refusal carries the master\'s words', async t => {
  const server = await SchedulerServer.listen(t)
  server.intercept = (_, response) => {
    response.writeHead(400).end('No such thing\n')
    return true
  }
  const connection = connect(t, server.master)
  await t.rejects(drain(connection), failure(`${server.master} refused SUBSCRIBE: 400 No such thing`))
  await t.rejects(connection.send({ type: 'SUPPRESS' }), failure(`${server.master} refused SUPPRESS: 400 No such thing`))
})

t.test('a master that does not lead names the one that does', async t => {
  const leader = await SchedulerServer.listen(t)
  leader.onCall = () => leader.endStream()
  const other = await SchedulerServer.listen(t)
  let location = `//${leader.master}/api/v1/scheduler`
  other.intercept = (_, response) => {
    response.writeHead(307, { location }).end()
    return true
  }
  t.match(await drain(connect(t, other.master)), [{ type: 'SUBSCRIBED' }])
  location = `//${other.master}/api/v1/scheduler`
  await t.rejects(drain(connect(t, other.master)), failure('Redirected too often in search of the leading master'))
})

t.test('a stream that breaks is an error', async t => {
  const server = await SchedulerServer.listen(t)
  const connection = connect(t, server.master)
  await t.rejects(async () => {
    for await (const event of connection.subscribe(framework)) {
      t.equal(event.type, 'SUBSCRIBED')
      server.breakStream()
    }
  }, failure(new RegExp(`^Lost the connection to ${server.master}: `)))
})

t.test('a record that is no event is an error', async t => {
  const server = await SchedulerServer.listen(t)
  server.intercept = (_, response) => {
    response.writeHead(200, { 'mesos-stream-id': 's' }).end('1\n{')
    return true
  }
  await t.rejects(drain(connect(t, server.master)), failure(new RegExp(`^Lost the connection to ${server.master}: Failed to parse`)))
})

t.test('a master that is not there or has no usable name is an error', async t => {
  await t.rejects(drain(connect(t, '127.0.0.1:1')), failure('Failed to reach 127.0.0.1:1: ECONNREFUSED'))
  for (const master of ['zk://127.0.0.1/mesos', '127.0.0.1:port']) {
    t.throws(() => connect(t, master), failure(`Cannot reach a master at '${master}': expecting host:port`))
  }
})

t.test('a closed connection sends nothing', async t => {
  const server = await SchedulerServer.listen(t)
  const connection = connect(t, server.master)
  await connection.close()
  await t.rejects(connection.send({ type: 'SUPPRESS' }), failure(`Failed to reach ${server.master}: UND_ERR_DESTROYED`))
  t.same(server.calls, [])
})
