import t from 'tap'
import { completeTask } from '../../lib/agent/complete-task.ts'

t.test('a container of the task\'s own counts, then the default, then none', async t => {
  const task = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }
  const [own, other] = [{ type: 'DOCKER' as const }, { type: 'MESOS' as const }]
  t.strictSame(completeTask({ ...task, container: own }, other), { ...task, container: own })
  t.strictSame(completeTask(task, other), { ...task, container: other })
  t.strictSame(completeTask(task, undefined), task)
})
