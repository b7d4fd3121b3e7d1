import t from 'tap'
import { executorConfig } from '../../../lib/agent/executors/executor-config.ts'
import { Executor } from '../../../lib/agent/executors/executor.ts'
import { executorInfo, executorTask, framework } from './stage.ts'

const of = (executor: object, user = 'root') => new Executor({
  containerId: { value: 'c1' }, framework: { ...framework, user }, executor: { ...executorInfo, ...executor }, directory: '/s', subscribed: false, everSent: false, tasks: []
})

t.test('an executor is launched as large as it and its tasks are', async t => {
  const executor = of({})
  executor.add(executorTask('a', { limits: { cpus: { value: 2 } } }))
  t.match(executorConfig(executor, { switchUser: true }), {
    directory: '/s', commandInfo: { value: 'run' }, containerInfo: undefined, executorInfo, frameworkId: { value: 'f1' }, resources: [{ scalar: { value: 1.5 } }], limits: { cpus: { value: 3 } }, user: 'root'
  })
})

t.test('its user is its own, else the framework\'s, unless users are not switched', async t => {
  t.equal(executorConfig(of({ command: { user: 'me' } }), { switchUser: true }).user, 'me')
  t.notOk('user' in executorConfig(of({}), { switchUser: false }))
  t.notOk('user' in executorConfig(of({}, ''), { switchUser: true }))
  t.notOk('limits' in executorConfig(of({}), { switchUser: false }))
})

t.test('its container is its own, else the default one', async t => {
  const defaultContainerInfo = { type: 'DOCKER' as const }
  t.equal(executorConfig(of({}), { switchUser: true, defaultContainerInfo }).containerInfo, defaultContainerInfo)
  t.match(executorConfig(of({ container: { type: 'MESOS' }, command: undefined }), { switchUser: true, defaultContainerInfo }), { commandInfo: {}, containerInfo: { type: 'MESOS' } })
})

t.test('one that the agent has made comes with its task, whose container it is launched for', async t => {
  const executor = of({ command: { value: 'true' } })
  executor.record.generated = true
  executor.add(executorTask('a', { container: { type: 'DOCKER', docker: { image: 'i' } } }))
  t.match(executorConfig(executor, { switchUser: true }), { taskInfo: { taskId: { value: 'a' } }, executorInfo: {}, containerInfo: { docker: { image: 'i' } } })
})
