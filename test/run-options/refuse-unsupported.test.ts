import t from 'tap'
import { refuseUnsupported } from '../../lib/run-options/refuse-unsupported.ts'
import type { ContainerConfig } from '../../types/index.ts'

const base: ContainerConfig = { directory: '/s', commandInfo: {} }
const config = ({ task, container, rest }: { task?: object, container?: object, rest?: object }): ContainerConfig => ({
  ...base,
  taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, ...task },
  containerInfo: { type: 'DOCKER', docker: { image: 'i' }, ...container },
  resources: [{ name: 'disk', type: 'SCALAR' }],
  ...rest
})

t.test('accepts what sets none of the fields', async (t) => {
  t.doesNotThrow(() => refuseUnsupported(base))
  t.doesNotThrow(() => refuseUnsupported(config({})))
})

for (const [field, parts] of [
  ['task.executor', { task: { executor: { executorId: { value: 'e' } } } }],
  ['task.healthCheck', { task: { healthCheck: {} } }],
  ['task.check', { task: { check: {} } }],
  ['container.mesos', { container: { mesos: {} } }]
] as const) {
  t.test(`refuses ${field} by name`, async (t) => {
    const error = t.throws(() => refuseUnsupported(config(parts)), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }) as Error
    t.ok(error.message.startsWith(`${field} {`), error.message)
  })
}
