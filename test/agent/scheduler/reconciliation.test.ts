import t from 'tap'
import { AgentTasks } from '../../../lib/agent/scheduler/agent-tasks.ts'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import { latestState, unknownTask } from '../../../lib/agent/scheduler/reconciliation.ts'
import { commandTask, FakeClock, frameworkInfo } from './fakes.ts'

const clock = new FakeClock()
const framework = new Framework('f', frameworkInfo())

t.test('the newest state is told without the data of its update', async t => {
  const tasks = new AgentTasks({ clock, persist: async () => {}, send: () => true })
  const task = tasks.add({ frameworkId: 'f', info: commandTask('a'), role: '*' })
  t.match(latestState(clock, framework, task), { state: 'TASK_STAGING', reason: 'REASON_RECONCILIATION', message: 'Reconciliation: Latest task state', agentId: { value: 'agent-S0' } })
  const containerStatus = { containerId: { value: 'c' } }
  tasks.note(task, { taskId: { value: 'a' }, state: 'TASK_RUNNING', data: Buffer.from('x'), uuid: Buffer.alloc(16), healthy: true, checkStatus: {}, containerStatus })
  const { data, uuid, ...known } = latestState(clock, framework, task)
  t.strictSame([data, uuid], [undefined, undefined])
  t.match(known, { state: 'TASK_RUNNING', healthy: true, checkStatus: {}, containerStatus })
})

t.test('a task that is not here is gone, or was never heard of', async t => {
  t.match(unknownTask(clock, framework, 'a', { value: 'S0' }, 'S0'), { state: 'TASK_GONE', message: 'Reconciliation: Task is unknown to the agent', agentId: { value: 'S0' } })
  t.match(unknownTask(clock, framework, 'a', { value: 'S1' }, 'S0'), { state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown' })
  t.equal(unknownTask(clock, framework, 'a', undefined, 'S0').agentId, undefined)
})
