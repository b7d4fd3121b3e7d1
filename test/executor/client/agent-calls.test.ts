import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import type { ExecutorCall, ExecutorEvent } from '../../../types/mesos-v1.ts'
import { AgentCalls } from '../../../lib/executor/client/agent-calls.ts'
import { decode, encode } from '../../../lib/wire/protobuf-codec.ts'
import { encodeRecord } from '../../../lib/wire/recordio.ts'

const refused = (message: string | RegExp) => ({ code: 'CONTAINERIZER_ERR_AGENT_FAILED', message })
const event = (type: ExecutorEvent['type']) => encodeRecord(encode('executor.Event', { type }))

async function serve (t: Test, answer: (response: ServerResponse, call: ExecutorCall, request: IncomingMessage) => void) {
  const server = createServer(async (request, response) => answer(response, decode<ExecutorCall>('executor.Call', await buffer(request)), request))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const calls = new AgentCalls({ endpoint, frameworkId: 'f1', executorId: 'e1', token: 'secret' })
  t.teardown(async () => {
    await calls.close()
    server.closeAllConnections()
    server.close()
  })
  return { calls, endpoint }
}

t.test('a subscription gives the events of the agent until it ends the stream', async t => {
  const { calls } = await serve(t, (response, call, request) => {
    t.match(call, { type: 'SUBSCRIBE', frameworkId: { value: 'f1' }, executorId: { value: 'e1' }, subscribe: {} })
    t.match(request, { url: '/api/v1/executor', headers: { authorization: 'Bearer secret', accept: 'application/x-protobuf' } })
    response.end(Buffer.concat([event('SUBSCRIBED'), event('SHUTDOWN')]))
  })
  const types = []
  for await (const { type } of calls.events({})) types.push(type)
  t.same(types, ['SUBSCRIBED', 'SHUTDOWN'])
})

t.test('a stream that breaks, or is no stream of events, is an agent lost', async t => {
  const { calls, endpoint } = await serve(t, response => {
    response.write(event('SUBSCRIBED'))
    setImmediate(() => response.destroy())
  })
  const events = calls.events({})
  t.match(await events.next(), { value: { type: 'SUBSCRIBED' } })
  await t.rejects(events.next(), refused(new RegExp(`^Lost the agent at ${endpoint}: `)))
})

t.test('calls are taken with 202, and a refusal has the words of the agent', async t => {
  const statuses = [202, 503]
  const { calls, endpoint } = await serve(t, response => response.writeHead(statuses.shift()!).end('Not now\n'))
  await calls.send({ type: 'HEARTBEAT' })
  await t.rejects(calls.send({ type: 'HEARTBEAT' }), refused(`The agent at ${endpoint} refused HEARTBEAT: 503 Not now`))
})

t.test('an agent that is not there is told by its address', async t => {
  const calls = new AgentCalls({ endpoint: '127.0.0.1:1', frameworkId: 'f', executorId: 'e' })
  await t.rejects(calls.send({ type: 'HEARTBEAT' }), refused('Failed to reach the agent at 127.0.0.1:1: ECONNREFUSED'))
  await calls.close()
})
