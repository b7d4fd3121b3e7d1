import { once } from 'node:events'
import t from 'tap'
import { Transport } from '../../lib/engine/transport.ts'
import { readText } from '../../lib/engine/unary.ts'
import { listenOnSocket } from '../fixtures/fake-engine/listen-on-socket.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('query and body go apart, below the version', async (t) => {
  const transport = await scriptedTransport(t, async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    res.end(JSON.stringify([req.method, req.url, req.headers['x-registry-auth'], Buffer.concat(chunks).toString()]))
  })
  const auth = { username: 'u' }
  const answer = await transport.open({ method: 'POST', path: '/x', query: { name: 'n' }, body: { Env: ['S=1'] }, auth }, {})
  const header = Buffer.from(JSON.stringify(auth)).toString('base64')
  t.same(JSON.parse(await readText(answer)), ['POST', '/v1.40/x?name=n', header, '{"Env":["S=1"]}'])
  const plain = await transport.open({ method: 'GET', path: '/_ping', unversioned: true }, {})
  t.same(JSON.parse(await readText(plain)), ['GET', '/_ping?', null, ''])
})

t.test('what was negotiated is spoken from the next request on', async (t) => {
  const transport = await scriptedTransport(t, (req, res) => res.end(req.url))
  transport.negotiate({ version: '29', apiVersion: '1.52', minApiVersion: '1.44', os: 'linux', arch: 'amd64', kernelVersion: '6.1' })
  t.equal(await readText(await transport.open({ method: 'GET', path: '/x' }, {})), '/v1.44/x?')
})

t.test('an absent engine is named', async (t) => {
  const transport = new Transport('/nonexistent/docker.sock', '1.40')
  for (const method of ['GET', 'POST'] as const) {
    await t.rejects(transport.open({ method, path: '/x' }, {}), {
      code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: /\/nonexistent\/docker\.sock/
    })
  }
})

t.test('an answer cut in its body rejects', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => {
    res.writeHead(200, { 'content-length': 100 })
    res.write('{"Id":', () => res.destroy())
  })
  const answer = await transport.open({ method: 'GET', path: '/x' }, {})
  await t.rejects(readText(answer), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
})

t.test('an engine that does not answer is given up at the deadline', async (t) => {
  const transport = await scriptedTransport(t, () => {})
  await t.rejects(transport.open({ method: 'GET', path: '/x' }, { timeoutMs: 20 }), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })
})

t.test('an answer that does not end is given up at the deadline', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.flushHeaders())
  const answer = await transport.open({ method: 'GET', path: '/x' }, { timeoutMs: 1000 })
  await t.rejects(readText(answer), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })
})

t.test('a stream outlives its deadline and ends with the abort', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.flushHeaders())
  const controller = new AbortController()
  const stream = await transport.open({ method: 'GET', path: '/x' }, { timeoutMs: 600_000, signal: controller.signal }, true)
  const reason = new Error('enough')
  controller.abort(reason)
  await t.rejects(readText(stream), reason)
})

t.test('a call that its owner ends rejects with the owner\'s reason', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.flushHeaders())
  const answer = await transport.open({ method: 'GET', path: '/x' }, {}, true)
  const cause = new Error('no JSON')
  t.match(answer.failure(cause), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', cause }, 'while it lives, what went wrong is the reason')
  const reason = new Error('enough')
  answer.abort(reason)
  await t.rejects(readText(answer), reason)
  t.equal(answer.failure(cause), reason)
})

t.test('a connection that is taken over has the status 101 and gives its bytes', async (t) => {
  const { server, socketPath, close } = await listenOnSocket(() => {})
  server.on('upgrade', (_req, socket) => {
    socket.end('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nbytes')
  })
  const transport = new Transport(socketPath, '1.40')
  t.teardown(async () => {
    await transport.close()
    await close()
  })
  const answer = await transport.open({ method: 'POST', path: '/x', hijack: true }, {}, true)
  t.equal(answer.status, 101)
  t.equal(await readText(answer), 'bytes')
})

t.test('closing rejects what is under way and what comes later, and leaves no connection', async (t) => {
  const { server, socketPath, close } = await listenOnSocket((req, res) => {
    if (req.url === '/_ping?') res.end('OK')
    else res.flushHeaders()
  })
  t.teardown(close)
  const ended: Array<Promise<unknown>> = []
  server.on('connection', (socket) => ended.push(once(socket, 'close')))
  const transport = new Transport(socketPath, '1.40')
  const under = await transport.open({ method: 'GET', path: '/x' }, {}, true)
  await readText(await transport.open({ method: 'GET', path: '/_ping', unversioned: true }, {}))
  await transport.close()
  await t.rejects(readText(under), { message: /the client is closed/ })
  await t.rejects(transport.open({ method: 'GET', path: '/x' }, {}), { message: /the client is closed/ })
  await Promise.all(ended)
  t.equal(ended.length, 2)
})
