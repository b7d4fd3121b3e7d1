import t from 'tap'
import { groupError } from '../../../lib/agent/scheduler/group-error.ts'
import { commandTask } from './fakes.ts'

t.test('task groups are refused, by the original\'s reason where it has one', async t => {
  const executor = { executorId: { value: 'e' } }
  t.equal(groupError({ executor, taskGroup: {} }), 'Task groups are not supported yet')
  t.equal(groupError({ executor: { ...executor, container: { type: 'DOCKER' } }, taskGroup: {} }), 'Docker ContainerInfo is not supported on the executor')
  t.equal(groupError({ executor, taskGroup: { tasks: [commandTask('a', { container: { type: 'DOCKER' } })] } }), 'Docker ContainerInfo is not supported on the task')
})
