import t from 'tap'
import { agentCall } from '../../lib/execute/agent-call.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

t.test('an agent answers in protobuf, with null for what it does not know', async t => {
  const agent = await SandboxAgent.listen(t)
  t.match(await agentCall(agent.url, { type: 'GET_VERSION' }), { type: 'GET_VERSION', getVersion: { versionInfo: { version: '1.12.0' } } })
  t.equal(await agentCall(agent.url, { type: 'READ_FILE', readFile: { path: '/none', offset: 0 } }), null)
})

t.test('what it refuses it says', async t => {
  const agent = await SandboxAgent.listen(t)
  agent.recovered = false
  await t.rejects(agentCall(agent.url, { type: 'GET_VERSION' }), {
    code: 'CONTAINERIZER_ERR_MASTER_FAILED', message: 'GET_VERSION failed: 503 Agent has not finished recovery'
  })
})

t.test('a call is given up', async t => {
  const agent = await SandboxAgent.listen(t)
  agent.link.add({ value: 'c' })
  const given = new AbortController()
  const waiting = agentCall(agent.url, { type: 'WAIT_CONTAINER', waitContainer: { containerId: { value: 'c' } } }, given.signal)
  given.abort()
  await t.rejects(waiting, { name: 'AbortError' })
})
