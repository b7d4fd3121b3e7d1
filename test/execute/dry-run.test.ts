import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { dryRun } from '../../lib/execute/dry-run.ts'

const task = { name: 'n', taskId: { value: 't' }, agentId: { value: '' } }

/** An agent that answers so; what it was asked. */
async function agent (t: Test, status: number, answer: string) {
  const asked: Array<[string | undefined, string | undefined, unknown]> = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => { text += String(chunk) })
    request.on('end', () => { asked.push([request.method, request.url, JSON.parse(text)]); response.writeHead(status).end(answer) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { asked, master: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

t.test('the agent is asked, and its plan printed', async t => {
  const plan = { command: 'docker run x', body: { Image: 'x' }, decisions: [{ field: 'User', value: null, reason: 'default' }, { field: 'Image', value: 'x', reason: 'r' }] }
  const { asked, master } = await agent(t, 200, JSON.stringify(plan))
  const text = 'docker run x\n\n{\n  "Image": "x"\n}\n\nUser null: default\nImage "x": r\n'
  t.equal(await dryRun(master, task), text)
  t.equal(await dryRun(`http://${master}`, task), text)
  t.strictSame(asked[0], ['POST', '/containerizer/plan', { name: 'n', task_id: { value: 't' }, agent_id: { value: '' } }])
})

t.test('what it does not plan is said in its words', async t => {
  const refused = async (status: number, answer: string, message: string) => {
    const { master } = await agent(t, status, answer)
    await t.rejects(dryRun(master, task), { code: 'CONTAINERIZER_ERR_MASTER_FAILED', message: `Cannot plan the task at ${master}: ${message}` })
  }
  await refused(400, 'policy privileged true: privileged containers are refused', 'policy privileged true: privileged containers are refused')
  await refused(404, 'none', 'only a mesos-agent of this package plans')
  await t.rejects(dryRun('127.0.0.1:1', task), { message: /^Cannot plan the task at 127\.0\.0\.1:1: .*ECONNREFUSED/ })
})
