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
  ['container.mesos', { container: { mesos: {} } }]
] as const) {
  t.test(`refuses ${field} by name`, async (t) => {
    const error = t.throws(() => refuseUnsupported(config(parts)), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }) as Error
    t.ok(error.message.startsWith(`${field} {`), error.message)
  })
}

t.test('checks that cannot be made are refused without their values', async t => {
  const asking = (task: object) => () => refuseUnsupported({ directory: '/s', commandInfo: {}, taskInfo: { name: 't', taskId: { value: 't' }, agentId: { value: 'a' }, ...task } })
  t.doesNotThrow(asking({ healthCheck: { type: 'TCP', tcp: { port: 1 } }, check: { type: 'TCP', tcp: { port: 1 } } }))
  t.throws(asking({ healthCheck: { type: 'COMMAND', command: { value: 'x', environment: { variables: [{ name: 'A', type: 'SECRET', value: 'canary' }] } } } }),
    { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^(?!.*canary).*task\.healthCheck.*'A' of a health check must have a value/ })
  t.throws(asking({ check: {} }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /task\.check.*must specify 'type'/ })
})
