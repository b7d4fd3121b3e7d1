import t from 'tap'
import { exchange } from '../agent/scheduler/scheduler-client.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'
import { runAgentProcess, startAgentProcess } from '../fixtures/agent-process.ts'

t.test('its arguments, outputs and exit code are those of the process', async t => {
  t.match(await runAgentProcess(t, '--version'), { code: 0, out: /^mesos-agent \d+\.\d+\.\d+\n$/ })
  t.match(await runAgentProcess(t), { code: 1, out: '', err: /Flag 'work_dir' is required, but it was not provided\n$/ })
})

t.test('it serves until a signal ends it, prints what tasks wrote, and what it does not serve it says', async t => {
  const agent = await startAgentProcess(t, t.testdir(), '--containerizers=mesos')
  const get = (path: string) => exchange(agent.port, { method: 'GET', path })
  t.match(await get('/health'), { status: 200 })
  t.match(await get('/nowhere'), { status: 404, body: '404 Not Found.' })
  const session = await FrameworkSession.open(t, agent.port)
  await session.launch({ one: { command: { shell: true, value: 'printf out; printf err >&2' } } })
  await session.status('one', 'TASK_FINISHED')
  t.strictSame(await runAgentProcess(t, 'logs', 'one', `--agent=127.0.0.1:${agent.port}`), { code: 0, out: 'out', err: 'err' })
  t.same(await agent.end('SIGTERM'), [0, null])
})
