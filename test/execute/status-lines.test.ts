import t from 'tap'
import { statusLines } from '../../lib/execute/status-lines.ts'

t.test('a bare status is one line', async t => {
  t.equal(statusLines({ taskId: { value: 'a' }, state: 'TASK_RUNNING' }), 'Received status update TASK_RUNNING for task \'a\'\n')
})

t.test('what else is known follows, a line each', async t => {
  t.equal(statusLines({
    taskId: { value: 'a' },
    state: 'TASK_FAILED',
    message: 'Container exited with status 1',
    source: 'SOURCE_EXECUTOR',
    reason: 'REASON_COMMAND_EXECUTOR_FAILED',
    healthy: false,
    checkStatus: { type: 'COMMAND', command: { exitCode: 1 } },
    limitation: { resources: [{ name: 'mem', type: 'SCALAR', scalar: { value: 32 } }] }
  }), `Received status update TASK_FAILED for task 'a'
  message: 'Container exited with status 1'
  source: SOURCE_EXECUTOR
  reason: REASON_COMMAND_EXECUTOR_FAILED
  healthy?: 0
  check status: {"type":"COMMAND","command":{"exit_code":1}}
  resource limit violation: {"resources":[{"name":"mem","type":"SCALAR","scalar":{"value":32}}]}
`)
})
