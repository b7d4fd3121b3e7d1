import t from 'tap'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import type { PlanRequest } from '../../lib/run-options/plan-container.ts'
import type { ContainerConfig } from '../../types/index.ts'

const request = (config: Partial<ContainerConfig> = {}, rest: Partial<PlanRequest> = {}): PlanRequest => ({
  name: 'mesos-1',
  config: { directory: '/agent/a:b', commandInfo: { value: 'true' }, containerInfo: { type: 'DOCKER', docker: { image: 'busybox' } }, ...config },
  mappedDirectory: '/mnt/mesos/sandbox',
  labels: { owner: 'me' },
  cgroupsEnableCfs: true,
  hostMemoryBytes: 2 ** 30,
  ...rest
})

t.test('a small task becomes a small body', async (t) => {
  t.strictSame(planContainer(request()), {
    Image: 'busybox',
    Entrypoint: ['/bin/sh'],
    Cmd: ['-c', 'true'],
    Env: ['MESOS_CONTAINER_NAME=mesos-1', 'MESOS_SANDBOX=/mnt/mesos/sandbox'],
    Labels: { owner: 'me' },
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: false,
    HostConfig: {
      NetworkMode: 'host',
      LogConfig: { Type: 'local', Config: {} },
      Mounts: [{ Type: 'bind', Source: '/agent/a:b', Target: '/mnt/mesos/sandbox', ReadOnly: false }]
    }
  })
})

t.test('resources, limits and the environment of the agent arrive', async (t) => {
  const resources = [{ name: 'cpus', value: 1 }, { name: 'mem', value: 64 }].map(({ name, value }) => ({ name, type: 'SCALAR' as const, scalar: { value } }))
  const body = planContainer(request({ resources, limits: { mem: { value: Infinity } } }, { environment: { A: 'b' } }))
  t.match(body.HostConfig, { CpuShares: 1024, CpuQuota: 100000, MemoryReservation: 64 * 2 ** 20 })
  t.same(body.Env?.[0], 'A=b')
})

t.test('the engine keeps as much of the output as it is told', async (t) => {
  t.match(planContainer(request({}, { engineLog: { maxBytes: 65536, maxFiles: 2 } })).HostConfig, { LogConfig: { Type: 'local', Config: { 'max-size': '65536', 'max-file': '2' } } })
})

t.test('a secret has its place in the environment', async (t) => {
  const variables = [{ name: 'S', type: 'SECRET' as const, secret: { type: 'REFERENCE' as const, reference: { name: 'db' } } }]
  const commandInfo = { value: 'true', environment: { variables } }
  t.equal(planContainer(request({ commandInfo }, { secrets: { directory: '/memory/c', references: true } })).Env?.at(-1), 'S=(secret)')
  t.throws(() => planContainer(request({ commandInfo })), { message: /there is no resolver of secrets here/ })
})

t.test('the file of a secret need not be there yet, another host path must', async (t) => {
  const secret = { type: 'VALUE' as const, value: { data: Buffer.from('hush') } }
  const volumes = [{ containerPath: '/run/key', mode: 'RO' as const, source: { type: 'SECRET' as const, secret } }]
  const variables = [{ name: 'S', type: 'SECRET' as const, secret }]
  const plan = (...parameters: Array<{ key: string, value: string }>) => planContainer(request({
    commandInfo: { value: 'true', environment: { variables } },
    containerInfo: { type: 'DOCKER', docker: { image: 'busybox', parameters }, volumes }
  }, { secrets: { directory: '/memory/c', references: false }, exists: () => false }))
  t.match(plan().HostConfig.Mounts, [{ Source: '/memory/c/0', Target: '/run/key' }, { Target: '/mnt/mesos/sandbox' }])
  t.throws(() => plan({ key: 'mount', value: 'type=bind,source=/srv/data,target=/data' }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /\/srv\/data/ })
})

t.test('ownership labels take the place of any other', async (t) => {
  const taskInfo = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }
  t.same(planContainer(request({ taskInfo }, { labels: { 'mesos.task_id': 'mine' } })).Labels, { 'mesos.task_id': 'mine', 'mesos.task_name': 'n' })
})

for (const [fact, containerInfo, message] of [
  ['another type of container', { type: 'MESOS' }, 'container.type "MESOS": must be DOCKER'],
  ['no container at all', undefined, 'container.type null: must be DOCKER'],
  ['a container without DockerInfo', { type: 'DOCKER' }, /^container\.docker null: DockerInfo 'docker' is not set/],
  ['a container without an image', { type: 'DOCKER', docker: { image: '' } }, /^container\.docker\.image "": /],
  ['what is not supported', { type: 'DOCKER', docker: { image: 'i' }, mesos: {} }, /^container\.mesos /]
] as const) {
  t.test(`refuses ${fact}`, async (t) => {
    const { config } = request()
    t.throws(() => planContainer(request({ ...config, containerInfo } as ContainerConfig)), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
  })
}

t.test('what this engine and this machine lack is refused', async (t) => {
  const engine = { cpus: 1, cgroupVersion: '2', cgroupDriver: 'systemd', gpus: false, storageQuota: false, realtime: false, newCapabilities: true, memoryNodes: [0], runtimes: ['runc'], logDrivers: ['local'], volumeDrivers: ['local'] }
  const disk = { persistence: { id: 'v' }, volume: { mode: 'RW' as const, containerPath: 'data' } }
  const resources = [{ name: 'disk', type: 'SCALAR' as const, scalar: { value: 5 } }, { name: 'disk', type: 'SCALAR' as const, scalar: { value: 5 }, disk }]
  const rest = { engine, exists: () => false, workDir: '/agent', limitSwap: true }
  t.match(planContainer(request({ resources }, rest)).HostConfig.Mounts, [{ Target: '/mnt/mesos/sandbox' }, { Source: '/agent/volumes/roles/*/v' }])
  t.throws(() => planContainer(request({ resources }, { ...rest, limitDisk: true })), { message: /^storage-opt size "5M"/ })
})
