import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import t from 'tap'
import { executorListener } from '../../lib/plugins/executor-listener.ts'

t.test('a second address serves the executor API, and nothing else', async t => {
  const app = Fastify({ forceCloseConnections: true })
  await app.register(executorListener, { ip: '127.0.0.2' })
  for (const path of ['/api/v1/executor', '/slave(1)/api/v1/executor', '/flags']) app.get(path, async () => 'served')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const get = async (host: string, path: string) => {
    const outgoing = request({ host, port, path, agent: false })
    outgoing.end()
    const [response] = await once(outgoing, 'response') as [IncomingMessage]
    return [response.statusCode, await text(response)]
  }
  t.strictSame(await get('127.0.0.1', '/flags'), [200, 'served'])
  t.strictSame(await get('127.0.0.2', '/api/v1/executor?x'), [200, 'served'])
  t.strictSame(await get('127.0.0.2', '/slave%281%29/api/v1/executor'), [200, 'served'])
  t.strictSame(await get('127.0.0.2', '/nowhere'), [403, 'Only the executor API is served here'])
  t.strictSame(await get('127.0.0.2', '/flags'), [403, 'Only the executor API is served here'])
  await app.close()
  await t.rejects(get('127.0.0.2', '/flags'), { code: 'ECONNREFUSED' })
})

t.test('an executor in the midst of a call keeps nobody from closing', async t => {
  const app = Fastify()
  await app.register(executorListener, { ip: '127.0.0.2' })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const begun = once(app.server, 'connection')
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.2')
  socket.write('POST /api/v1/executor HTTP/1.1\r\n')
  await begun
  const closed = once(socket, 'close')
  socket.resume()
  await Promise.all([app.close(), closed])
  t.ok(socket.readableEnded, 'it was closed in order')
})
