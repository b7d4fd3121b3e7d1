import t from 'tap'
import { exchange } from '../agent/scheduler/scheduler-client.ts'
import { runAgentProcess, startAgentProcess } from '../fixtures/agent-process.ts'

t.test('its arguments, outputs and exit code are those of the process', async t => {
  t.match(await runAgentProcess(t, '--version'), { code: 0, out: /^mesos-agent \d+\.\d+\.\d+\n$/ })
  t.match(await runAgentProcess(t), { code: 1, out: '', err: /Flag 'work_dir' is required, but it was not provided\n$/ })
})

t.test('it serves until a signal ends it, and what it does not serve it says', async t => {
  const agent = await startAgentProcess(t, t.testdir(), '--containerizers=mesos')
  const get = (path: string) => exchange(agent.port, { method: 'GET', path })
  t.match(await get('/health'), { status: 200 })
  t.match(await get('/nowhere'), { status: 404, body: '404 Not Found.' })
  t.same(await agent.end('SIGTERM'), [0, null])
})
