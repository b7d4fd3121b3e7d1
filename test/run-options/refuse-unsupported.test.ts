import t from 'tap'
import { refuseUnsupported } from '../../lib/run-options/refuse-unsupported.ts'
import type { ContainerConfig } from '../../types/index.ts'

const base: ContainerConfig = { directory: '/s', commandInfo: {} }
const config = ({ task, docker, container }: { task?: object, docker?: object, container?: object }): ContainerConfig => ({
  ...base,
  taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, ...task },
  containerInfo: { type: 'DOCKER', docker: { image: 'i', ...docker }, ...container }
})

t.test('accepts what sets none of the fields, or sets them to nothing', async (t) => {
  refuseUnsupported(base)
  refuseUnsupported(config({ docker: { parameters: [], privileged: false, network: 'HOST' }, container: { volumes: [] } }))
})

for (const [field, parts] of [
  ['task.executor', { task: { executor: { executorId: { value: 'e' } } } }],
  ['task.healthCheck', { task: { healthCheck: {} } }],
  ['task.check', { task: { check: {} } }],
  ['task.maxCompletionTime', { task: { maxCompletionTime: { nanoseconds: 1 } } }],
  ['container.mesos', { container: { mesos: {} } }]
] as const) {
  t.test(`refuses ${field} by name`, async (t) => {
    const error = t.throws(() => refuseUnsupported(config(parts)), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }) as Error
    t.match(error.message, new RegExp(`^${field} .+: .+`))
  })
}
