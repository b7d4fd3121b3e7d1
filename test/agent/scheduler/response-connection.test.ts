import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { ResponseConnection } from '../../../lib/agent/scheduler/response-connection.ts'
import { Subscription } from './scheduler-client.ts'

t.test('events are records until the stream is closed, from either side', async t => {
  const connections: Array<ResponseConnection<'scheduler.Event'>> = []
  const server = createServer((_request, response) => {
    connections.push(new ResponseConnection(response, { event: 'scheduler.Event', mediaType: connections.length === 0 ? 'json' : 'protobuf', maxUnreadBytes: 1000 }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo

  const json = await Subscription.open(port, {})
  t.match(json.response.headers, { 'content-type': /^application\/json$/, 'mesos-stream-id': connections[0]!.streamId })
  const closed = new Promise<void>(resolve => connections[0]!.onClose(resolve))
  connections[0]!.send({ type: 'HEARTBEAT' })
  connections[0]!.close()
  connections[0]!.send({ type: 'HEARTBEAT' })
  await Promise.all([closed, json.ended])
  t.strictSame(json.events, [{ type: 'HEARTBEAT' }])

  const binary = await Subscription.open(port, {})
  const cut = new Promise<void>(resolve => connections[1]!.onClose(resolve))
  connections[1]!.send({ type: 'HEARTBEAT' })
  for (let count = 0; count < 64; count++) connections[1]!.send({ type: 'ERROR', error: { message: 'x'.repeat(1024 * 1024) } })
  await Promise.all([cut, binary.ended])
  t.equal(binary.response.headers['content-type'], 'application/x-protobuf')
})

t.test('a stream of executor events has no id', async t => {
  const server = createServer((_request, response) => {
    const connection = new ResponseConnection(response, { event: 'executor.Event', mediaType: 'json', maxUnreadBytes: 1000 })
    t.ok(connection.open)
    connection.send({ type: 'SHUTDOWN' })
    connection.close()
    t.notOk(connection.open)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const stream = await Subscription.open((server.address() as AddressInfo).port, {})
  await stream.ended
  t.notOk('mesos-stream-id' in stream.response.headers)
  t.strictSame(stream.events, [{ type: 'SHUTDOWN' }])
})
