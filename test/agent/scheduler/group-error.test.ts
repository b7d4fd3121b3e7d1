import t from 'tap'
import { groupError } from '../../../lib/agent/scheduler/group-error.ts'
import { commandTask } from './fakes.ts'

t.test('what a task group must not have is told in the original\'s words', async t => {
  const executor = { type: 'CUSTOM' as const, executorId: { value: 'e' } }
  const of = (task: object) => groupError({ executor, taskGroup: { tasks: [commandTask('a', task)] } })
  t.equal(groupError({ executor, taskGroup: {} }), undefined)
  t.equal(of({ container: { type: 'MESOS' } }), undefined)
  t.equal(groupError({ executor: { ...executor, container: { type: 'DOCKER' } }, taskGroup: {} }), 'Docker ContainerInfo is not supported on the executor')
  t.equal(of({ container: { type: 'DOCKER' } }), 'Docker ContainerInfo is not supported on the task')
  t.equal(of({ container: { type: 'MESOS', networkInfos: [{}] } }), 'NetworkInfos must not be set on the task')
  t.equal(of({ executor }), undefined)
  t.equal(of({ executor: { ...executor, name: 'other' } }), "'TaskInfo.executor' must be unset or that of the group")
  t.equal(groupError({ executor: { executorId: { value: 'e' } }, taskGroup: {} }), "'ExecutorInfo.type' must be set")
})
