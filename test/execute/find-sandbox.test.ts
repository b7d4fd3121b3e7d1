import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { findSandbox } from '../../lib/execute/find-sandbox.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

t.test('a task has the sandbox of its last run, a container its own', async t => {
  const agent = await SandboxAgent.listen(t)
  const [first, last] = [agent.run('f', 'a', 'c1'), agent.run('f', 'a', 'c2')]
  agent.run('f', 'b', 'c3')
  t.strictSame(await findSandbox(agent.url, { name: 'a' }), { path: last, containerId: 'c2' })
  t.strictSame(await findSandbox(agent.url, { name: 'c1' }), { path: first, containerId: 'c1' })
})

t.test('a name that several frameworks use is refused, unless one is named', async t => {
  const agent = await SandboxAgent.listen(t)
  agent.run('f1', 'a', 'c1')
  const path = agent.run('f2', 'a', 'c2')
  const { host } = new URL(agent.url)
  await t.rejects(findSandbox(agent.url, { name: 'a' }), {
    code: 'CONTAINERIZER_ERR_MASTER_FAILED', message: `'a' is a task of several frameworks at ${host}: f1, f2; say which with --framework=ID`
  })
  t.match(await findSandbox(agent.url, { name: 'a', framework: 'f2' }), { path })
})

t.test('what is not there is told', async t => {
  const agent = await SandboxAgent.listen(t)
  agent.run('f', 'a', 'c1')
  const { host } = new URL(agent.url)
  await t.rejects(findSandbox(agent.url, { name: 'x' }), { message: `No sandbox at ${host} is one of a task or container 'x'` })
  await t.rejects(findSandbox(agent.url, { name: 'a', framework: 'x' }), { message: `No sandbox of framework 'x' at ${host} is one of a task or container 'a'` })
})

async function answering (t: Test, status: number, body: string) {
  const server = createServer((_request, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('what is no agent is an error', async t => {
  const host = await answering(t, 404, 'nothing here\n')
  await t.rejects(findSandbox(`http://${host}`, { name: 'a' }), { message: `Cannot tell the sandboxes at ${host}: 404 nothing here` })
})

t.test('what else an agent of the original tells is passed over', async t => {
  const path = '/w/slaves/S/frameworks/f/executors/log/runs/c1'
  const host = await answering(t, 200, JSON.stringify({ '/slave/log': '/var/log/mesos', '/frameworks/f/executors/log/runs/latest': path }))
  t.strictSame(await findSandbox(`http://${host}`, { name: 'log' }), { path, containerId: 'c1' })
})
