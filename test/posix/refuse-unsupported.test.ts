import t from 'tap'
import { refuseUnsupported } from '../../lib/posix/refuse-unsupported.ts'
import type { ContainerConfig } from '../../types/container-config.ts'
import type { ContainerInfo, TaskInfo } from '../../types/mesos-v1.ts'

const config = (container: Partial<ContainerInfo> = {}, task: Partial<TaskInfo> = {}): ContainerConfig => ({
  directory: '/s', commandInfo: {}, containerInfo: { type: 'MESOS', ...container }, taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, ...task }
})

t.test('a plain process and empty lists are fine', async (t) => {
  t.doesNotThrow(() => refuseUnsupported(config({ volumes: [], networkInfos: [], mesos: {} }, { killPolicy: { gracePeriod: { nanoseconds: 0 } } })))
  t.doesNotThrow(() => refuseUnsupported({ directory: '/s', commandInfo: {} }))
})

t.test('what cannot be honoured is refused by the name of its field', async (t) => {
  const refused = (given: ContainerConfig, field: string): void => {
    t.throws(() => refuseUnsupported(given), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `'${field}' is not supported by the mesos containerizer` })
  }
  refused(config({ volumes: [{ mode: 'RW', containerPath: '/x' }] }), 'container.volumes')
  refused(config({ hostname: 'h' }), 'container.hostname')
  refused(config({ docker: { image: 'i' } }), 'container.docker')
  refused(config({ mesos: { image: { type: 'DOCKER' } } }), 'container.mesos.image')
  refused(config({ networkInfos: [{}] }), 'container.network_infos')
  refused(config({ linuxInfo: {} }), 'container.linux_info')
  refused(config({ rlimitInfo: {} }), 'container.rlimit_info')
  refused(config({ ttyInfo: {} }), 'container.tty_info')
  t.throws(() => refuseUnsupported(config({}, { healthCheck: {} })), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /must specify 'type'/ })
  t.doesNotThrow(() => refuseUnsupported(config({}, { check: { type: 'TCP', tcp: { port: 1 } } })))
})

t.test('a negative grace is refused in the words of the original', async (t) => {
  t.throws(() => refuseUnsupported(config({}, { killPolicy: { gracePeriod: { nanoseconds: -1 } } })), {
    code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: "Task's 'kill_policy.grace_period' must be non-negative"
  })
})
