import t from 'tap'
import { containerPlanner } from '../../lib/docker/container-planner.ts'
import type { PlannerSettings } from '../../lib/docker/container-planner.ts'
import { engineAbilities } from '../../lib/docker/preflight/engine-abilities.ts'
import { newId, taskConfig } from '../fixtures/docker-parts.ts'

const settings: PlannerSettings = {
  policy: {},
  protectedPaths: ['/agent'],
  secretFiles: { directoryOf: name => `/dev/shm/${name}`, async write () {}, async remove () {}, async clear () {} },
  sandboxDirectory: '/sandbox',
  labels: () => ({ whose: 'ours' }),
  defaultDns: [],
  engineLog: { maxBytes: 1e6, maxFiles: 2 },
  cgroupsEnableCfs: false,
  cgroupsLimitSwap: false,
  limitDisk: false,
  references: false
}
const info = {
  id: '', storageDriver: 'overlay2', cgroupDriver: 'cgroupfs', cgroupVersion: '1', dockerRootDir: '/', memoryBytes: 1, cpus: 1, runtimes: [], defaultRuntime: 'runc', securityOptions: [], liveRestore: false, logDriver: '', logDrivers: ['local'], volumeDrivers: []
}
const abilities = engineAbilities(info, '1.41', { mounts: '', memoryNodes: '0', exists: () => false })

function run (name: string, source?: string, taskName?: string) {
  const config = taskConfig('/agent', { shell: true, value: 'true' })
  const volumes = source === undefined ? {} : { volumes: [{ mode: 'RO' as const, containerPath: '/in', hostPath: source }] }
  return { containerId: newId(), name, taskKillingState: false, shutdownGracePeriodMs: 0, config: { ...config, containerInfo: { ...config.containerInfo!, ...volumes } }, ...(taskName === undefined ? {} : { taskName }) }
}

t.test('a container is planned with the settings of its machine, under the name of what its task is in', async t => {
  const { plan, planUpdate } = containerPlanner(settings)
  const body = plan(run('mesos-a-c.executor', undefined, 'mesos-a-c'), { MORE: '1' })
  t.match(body, { Labels: { whose: 'ours' } })
  t.match(body.Env, [/./])
  t.ok(body.Env?.includes('MESOS_CONTAINER_NAME=mesos-a-c') && body.Env.includes('MORE=1') && body.Env.includes('MESOS_SANDBOX=/sandbox'))
  t.match(planUpdate(run('c'), [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }], {}), { CpuShares: 1024 })
})

t.test('what a task asks for is judged once, by its letters', async t => {
  const { plan } = containerPlanner({ ...settings, workDir: '/agent' })
  const refusal = { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }
  t.throws(() => plan(run('c', '/agent/meta'), {}), refusal)
  t.ok(plan(run('c', '/agent/meta'), {}, new Map()), 'with the files read, it was judged before')
})

t.test('where executors have containers of their own, tasks see what is allowed, the sandbox and persistent volumes', async t => {
  const plan = (source: string, policy: PlannerSettings['policy'] = {}) => {
    const asked = run('mesos-a-c.executor', source, 'mesos-a-c')
    const resources = [{ name: 'disk', type: 'SCALAR' as const, scalar: { value: 1 }, disk: { persistence: { id: 'p' }, volume: { mode: 'RW' as const, containerPath: 'kept' } } }]
    return containerPlanner({ ...settings, policy, workDir: '/agent', onlyAllowed: true }).plan({ ...asked, config: { ...asked.config, resources } }, {})
  }
  t.throws(() => plan('/srv/data'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^policy hostPaths "\/srv\/data": must lie below/ })
  t.ok(plan('/srv/data', { hostPaths: { allow: ['/srv'] } }))
  t.ok(plan('/srv/data', 'mesos'))
  t.ok(plan('in-the-sandbox'))
})

t.test('the engine and the host are looked at where that can be done', async t => {
  const { plan } = containerPlanner({ ...settings, abilities, exists: () => true })
  t.ok(plan(run('c', '/data'), {}))
})
