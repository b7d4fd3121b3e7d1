import t from 'tap'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { httpGet, plainGet, readHead } from '../../../lib/executor/checks/http-get.ts'
import { startConnection, thisKernel } from '../../../lib/executor/checks/start-connection.ts'

const { signal } = new AbortController()

/** A connection whose other end is the test. */
function connection () {
  const asked: string[] = []
  const duplex = new Duplex({ read () {}, write (chunk, _encoding, done) { asked.push(String(chunk)); done() } })
  return { duplex, asked, get: () => httpGet(duplex, { host: 'h:1', path: '/p?q' }, signal) }
}

t.test('it asks for the path and wants no more than the answer', async t => {
  const { duplex, asked, get } = connection()
  const head = get()
  duplex.push('HTTP/1.1 2')
  duplex.push('04 No Content\r\n')
  t.strictSame(await head, { statusCode: 204 })
  t.strictSame(asked, ['GET /p?q HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\n\r\n'])
})

t.test('a connection that ends, breaks or goes on and on has no answer', async t => {
  for (const spoil of [
    (duplex: Duplex) => duplex.push(null),
    (duplex: Duplex) => duplex.destroy(),
    (duplex: Duplex) => duplex.destroy(new Error('reset')),
    (duplex: Duplex) => duplex.push('x'.repeat(16 * 1024 + 1)),
    (duplex: Duplex) => duplex.push('SSH-2.0\r\n')
  ]) {
    const { duplex, get } = connection()
    const head = get()
    spoil(duplex)
    t.equal(await head, undefined)
  }
})

t.test('an abort rejects with its reason', async t => {
  const aborting = new AbortController()
  const head = httpGet(connection().duplex, { host: 'h', path: '/' }, aborting.signal)
  aborting.abort(new Error('enough'))
  await t.rejects(head, { message: 'enough' })
})

t.test('by its file handle a connection gives the same', async t => {
  const answers: Array<(socket: Socket) => void> = [
    (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), (socket) => socket.end(), (socket) => socket.resetAndDestroy(), (socket) => socket.write('x'.repeat(16 * 1024 + 1))
  ]
  const asked: string[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {}).once('data', (chunk) => {
      asked.push(String(chunk))
      answers.shift()!(socket)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const get = (given = signal) => plainGet(startConnection({ family: 'IPv4', host: '127.0.0.1', port })!.fd, { host: 'h:1', path: '/p?q' }, given)
  t.strictSame(await get(), { statusCode: 204 })
  for (const how of ['ended', 'reset', 'endless']) t.equal(await get(), undefined, how)
  t.strictSame(new Set(asked), new Set(['GET /p?q HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\n\r\n']))
  t.equal(await plainGet(thisKernel.socket(2, 1, 0), { host: 'h', path: '/' }, signal), undefined, 'one that is closed already has none')
  const aborting = new AbortController()
  answers.push(() => aborting.abort(new Error('enough')))
  await t.rejects(get(aborting.signal), { message: 'enough' })
})

t.test('the head of an answer', async t => {
  const heads: Array<[string, unknown]> = [
    ['', null], ['HTTP/1.1 200', null], ['HTTP/1.1 200\n', { statusCode: 200 }], ['HTTP/1.0 404 Not Found\r\n', { statusCode: 404 }],
    ['HTTP/2 200\r\n', undefined], ['HTTP/1.1 20\r\n', undefined], ['hello\n', undefined],
    ['HTTP/1.1 302 Found\r\nA: b\r\n', null], ['HTTP/1.1 302 Found\r\nA: b\r\nLocation:  /x \r\n\r\nrest', { statusCode: 302, location: '/x' }],
    ['HTTP/1.1 307\r\n\r\n', { statusCode: 307, location: undefined }], ['HTTP/1.1 304\r\n', { statusCode: 304 }],
    ['HTTP/1.1 103 Early Hints\r\nLink: x\r\n', null], ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n', { statusCode: 200 }], ['HTTP/1.1 101 Switching\r\n', { statusCode: 101 }]
  ]
  for (const [text, head] of heads) t.strictSame(readHead(text), head, JSON.stringify(text))
})
