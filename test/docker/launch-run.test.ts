import t from 'tap'
import { launchRun } from '../../lib/docker/launch-run.ts'
import type { ContainerConfig } from '../../types/container-config.ts'
import type { Secret, Volume } from '../../types/mesos-v1.ts'

const parts = { agentId: 'a', executor: { image: 'agent:1', socketPath: '/d.sock', flags: [], labels: () => ({}) } }
const config: ContainerConfig = { directory: '/s', commandInfo: {}, taskInfo: { name: 't', taskId: { value: 't' }, agentId: { value: 'a' } }, executorInfo: { executorId: { value: 't' } } }
const launch = (over: Partial<ContainerConfig> = {}) => launchRun(parts, { value: 'c' }, { ...config, ...over }, {})

t.test('a task that brings an executor is run by it, where executors have an image', async t => {
  t.match(launch(), { name: 'mesos-a-c.executor', taskName: 'mesos-a-c', config })
  const { executorInfo, taskInfo, ...bare } = config
  t.notOk('taskName' in launchRun({ agentId: 'a' }, { value: 'c' }, config, {}))
  t.notOk('taskName' in launchRun(parts, { value: 'c' }, { ...bare, taskInfo: taskInfo! }, {}))
  t.notOk('taskName' in launchRun(parts, { value: 'c' }, { ...bare, executorInfo: executorInfo! }, {}))
})

t.test('secrets go along by their values, as variables', async t => {
  const refused = (message: RegExp) => ({ code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
  const value: Secret = { type: 'VALUE', value: { data: Buffer.from('x') } }
  const variable = (secret: Secret) => ({ commandInfo: { environment: { variables: [{ name: 'S', type: 'SECRET' as const, secret }] } } })
  t.ok(launch(variable(value)).taskName)
  t.throws(() => launch(variable({ type: 'REFERENCE', reference: { name: 'n' } })), refused(/cannot be resolved where executors have containers of their own/))
  const volume: Volume = { mode: 'RO', containerPath: '/s', source: { type: 'SECRET', secret: value } }
  t.throws(() => launch({ containerInfo: { type: 'DOCKER', docker: { image: 'i' }, volumes: [volume] } }), refused(/^container.volumes\[0\] "SECRET": cannot be a file/))
})
