import { Agent } from 'node:http'
import t from 'tap'
import { ask } from '../../lib/engine/ask.ts'
import { listenOnSocket } from '../fixtures/fake-engine/listen-on-socket.ts'

t.test('the answer is there with its headers, whatever its status, and the connection is used again', async (t) => {
  let connections = 0
  const { server, socketPath, close } = await listenOnSocket((req, res) => res.writeHead(404).end(`${req.method} ${req.url}`))
  server.on('connection', () => { connections++ })
  const agent = new Agent({ keepAlive: true })
  t.teardown(async () => {
    agent.destroy()
    await close()
  })
  const question = { agent, socketPath, signal: new AbortController().signal }
  for (const [method, path] of [['GET', '/a?b=c'], ['POST', '/d?']] as const) {
    const answer = await ask({ ...question, method, path })
    t.equal(answer.statusCode, 404)
    t.equal(String(Buffer.concat(await answer.toArray())), `${method} ${path}`)
  }
  t.equal(connections, 1)
})

t.test('who is not there and who is no longer waited for reject', async (t) => {
  const question = { agent: new Agent(), method: 'GET', path: '/' } as const
  await t.rejects(ask({ ...question, socketPath: '/nonexistent/docker.sock', signal: new AbortController().signal }), { code: 'ENOENT' })
  const { socketPath, close } = await listenOnSocket(() => {})
  t.teardown(close)
  await t.rejects(ask({ ...question, socketPath, signal: AbortSignal.abort() }), { name: 'AbortError' })
})
