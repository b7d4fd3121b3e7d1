import t from 'tap'
import { planContainer } from '../../lib/run-options/plan-container.ts'
import type { PlanRequest } from '../../lib/run-options/plan-container.ts'
import type { ContainerConfig, ContainerInfoDockerInfo, CreateBody, NetworkInfo, Resource, Volume } from '../../types/index.ts'

const MIB = 2 ** 20
const GIB = 2 ** 30
const scalar = (name: string, value: number, over: Partial<Resource> = {}): Resource => ({ name, type: 'SCALAR', scalar: { value }, ...over })
const ports = (begin: number, end: number): Resource => ({ name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end }] } })

const plan = (config: Partial<ContainerConfig>, over: Partial<PlanRequest> = {}): CreateBody => planContainer({
  name: 'mesos-a-c',
  config: { directory: '/box', commandInfo: { value: 'run' }, containerInfo: { type: 'DOCKER', docker: { image: 'i' } }, ...config },
  mappedDirectory: '/mnt/mesos/sandbox',
  labels: {},
  workDir: '/agent',
  cgroupsEnableCfs: false,
  hostMemoryBytes: GIB,
  ...over
})
const task = (fields: object): Partial<ContainerConfig> => ({ taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, ...fields } })
const container = (fields: object): Partial<ContainerConfig> => ({ containerInfo: { type: 'DOCKER', docker: { image: 'i' }, ...fields } })
const docker = (fields: Partial<ContainerInfoDockerInfo>, more: object = {}): Partial<ContainerConfig> => container({ docker: { image: 'i', ...fields }, ...more })
const volume = (fields: object): Partial<ContainerConfig> => container({ volumes: [{ mode: 'RW', containerPath: '/c', ...fields } as Volume] })
const user = (...networkInfos: NetworkInfo[]): Partial<ContainerConfig> => docker({ network: 'USER' }, { networkInfos })
const parameter = (key: string, value: string, more: object = {}): Partial<ContainerConfig> => docker({ parameters: [{ key, value }] }, more)
const host = (fields: object): object => ({ HostConfig: fields })
const disk = { persistence: { id: 'v' }, volume: { mode: 'RW' as const, containerPath: 'data' } }
const dns = [{ network: 'BRIDGE' as const, nameservers: ['1.1.1.1'], search: ['s'], options: ['o'] }, { network: 'USER' as const, nameservers: ['2.2.2.2'] }]

/** One row for each line of the original's behaviour: its field, what is asked, what becomes of it. A pattern: it is refused so. */
const lines: Array<[field: string, config: Partial<ContainerConfig>, expected: object | RegExp, over?: Partial<PlanRequest>]> = [
  // TaskInfo
  ['TaskInfo.labels', task({ labels: { labels: [{ key: 'k', value: 'v' }] } }), { Labels: { 'mesos.label.k': 'v' } }],
  ['TaskInfo.discovery', task({ discovery: { visibility: 'CLUSTER', name: 'd' } }), { Labels: { 'mesos.discovery.name': 'd' } }],
  ['TaskInfo.data', task({ data: Buffer.from('x') }), { Image: 'i' }],
  ['TaskInfo.task_id and name', task({}), { Labels: { 'mesos.task_id': 't', 'mesos.task_name': 'n' } }],
  // CommandInfo
  ['CommandInfo.shell', { commandInfo: { value: 'a b' } }, { Entrypoint: ['/bin/sh'], Cmd: ['-c', 'a b'] }],
  ['CommandInfo.shell without value', { commandInfo: {} }, /Shell specified but no command value provided/],
  ['CommandInfo.shell false with value and arguments', { commandInfo: { shell: false, value: 'a', arguments: ['b'] } }, { Cmd: ['a', 'b'], Entrypoint: undefined }],
  ['CommandInfo.shell false with arguments only', { commandInfo: { shell: false, arguments: ['b'] } }, { Cmd: ['b'] }],
  ['CommandInfo.shell false with nothing', { commandInfo: { shell: false } }, { Cmd: undefined, Entrypoint: undefined }],
  ['CommandInfo.environment', { commandInfo: { value: 'a', environment: { variables: [{ name: 'B', value: '1\n2' }] } } }, { Env: ['B=1\n2', 'MESOS_CONTAINER_NAME=mesos-a-c', 'MESOS_SANDBOX=/mnt/mesos/sandbox'] }],
  ['CommandInfo.environment below that of the agent', { commandInfo: { value: 'a', environment: { variables: [{ name: 'B', value: 'own' }] } } }, { Env: ['B=given', 'MESOS_CONTAINER_NAME=mesos-a-c', 'MESOS_SANDBOX=/mnt/mesos/sandbox'] }, { environment: { B: 'given' } }],
  ['CommandInfo.environment below the fixed variables', { commandInfo: { value: 'a', environment: { variables: [{ name: 'MESOS_SANDBOX', value: 'own' }] } } }, { Env: ['MESOS_CONTAINER_NAME=mesos-a-c', 'MESOS_SANDBOX=/mnt/mesos/sandbox'] }],
  ['MESOS_ALLOCATION_ROLE', { resources: [scalar('cpus', 1, { allocationInfo: { role: 'r' } })] }, { Env: ['MESOS_ALLOCATION_ROLE=r', /MESOS/, /MESOS/] }],
  ['CommandInfo.user', { commandInfo: { value: 'a', user: 'nobody' } }, { User: 'nobody' }],
  // ContainerInfo
  ['ContainerInfo.type', container({ type: 'MESOS' }), /container\.type "MESOS": must be DOCKER/],
  ['ContainerInfo.docker', { containerInfo: { type: 'DOCKER' } }, /DockerInfo 'docker' is not set for DOCKER typed ContainerInfo/],
  ['ContainerInfo.hostname', docker({ network: 'BRIDGE' }, { hostname: 'h' }), { Hostname: 'h' }],
  ['ContainerInfo.hostname with the network of the host', container({ hostname: 'h' }), /Unable to set hostname with host network mode/],
  ['ContainerInfo.network_infos', user({ name: 'web' }), host({ NetworkMode: 'web' })],
  ['ContainerInfo.network_infos, several', user({ name: 'web' }, { name: 'db' }), { NetworkingConfig: { EndpointsConfig: { web: {}, db: {} } } }],
  ['ContainerInfo.network_infos, none', user(), /No network info found in container info/],
  ['ContainerInfo.network_infos without name', user({}), /No network name found in network info/],
  ['NetworkInfo.ip_addresses', user({ name: 'web', ipAddresses: [{ ipAddress: '10.0.0.2' }, { ipAddress: 'fd00::2' }] }), { NetworkingConfig: { EndpointsConfig: { web: { IPAMConfig: { IPv4Address: '10.0.0.2', IPv6Address: 'fd00::2' } } } } }],
  ['NetworkInfo.groups', user({ name: 'web', groups: ['g'] }), /groups/],
  ['NetworkInfo.labels', user({ name: 'web', labels: { labels: [{ key: 'k' }] } }), /labels/],
  ['NetworkInfo.port_mappings', user({ name: 'web', portMappings: [{ hostPort: 1, containerPort: 1 }] }), /portMappings/],
  ['ContainerInfo.linux_info capabilities', container({ linuxInfo: { boundingCapabilities: { capabilities: ['KILL'] } } }), host({ CapDrop: ['ALL'], CapAdd: ['CAP_KILL'] })],
  ['ContainerInfo.linux_info shm_size', container({ linuxInfo: { shmSize: 16, ipcMode: 'PRIVATE' } }), host({ ShmSize: 16 * MIB, IpcMode: 'private' })],
  ['ContainerInfo.linux_info share_pid_namespace', container({ linuxInfo: { sharePidNamespace: true } }), host({ PidMode: 'host' })],
  ['ContainerInfo.linux_info share_cgroups', { ...task({}), ...container({ linuxInfo: { shareCgroups: false } }) }, /shareCgroups false/],
  ['ContainerInfo.rlimit_info', container({ rlimitInfo: { rlimits: [{ type: 'RLMT_NOFILE', soft: 1, hard: 2 }] } }), host({ Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }] })],
  ['ContainerInfo.tty_info', container({ ttyInfo: { windowSize: { rows: 2, columns: 3 } } }), { Tty: true, HostConfig: { ConsoleSize: [2, 3] } }],
  ['ContainerInfo.mesos', container({ mesos: {} }), /container\.mesos/],
  // DockerInfo
  ['DockerInfo.image', docker({ image: 'r:5000/a@sha256:1' }), { Image: 'r:5000/a@sha256:1' }],
  ['DockerInfo.network absent', {}, host({ NetworkMode: 'host' })],
  ['DockerInfo.network HOST', docker({ network: 'HOST' }), host({ NetworkMode: 'host' })],
  ['DockerInfo.network BRIDGE', docker({ network: 'BRIDGE' }), host({ NetworkMode: 'bridge' })],
  ['DockerInfo.network NONE', docker({ network: 'NONE' }), host({ NetworkMode: 'none' })],
  ['DockerInfo.port_mappings', { ...docker({ network: 'BRIDGE', portMappings: [{ hostPort: 31000, containerPort: 80, protocol: 'UDP' }] }), resources: [ports(31000, 31001)] }, { ExposedPorts: { '80/udp': {} }, HostConfig: { PortBindings: { '80/udp': [{ HostPort: '31000' }] } } }],
  ['DockerInfo.port_mappings of the host', docker({ portMappings: [{ hostPort: 1, containerPort: 1 }] }), /Port mappings are only supported for bridge and user-defined networks/],
  ['DockerInfo.port_mappings without resources', docker({ network: 'BRIDGE', portMappings: [{ hostPort: 1, containerPort: 1 }] }), /Port mappings require resources/],
  ['DockerInfo.port_mappings without ports', { ...docker({ network: 'BRIDGE', portMappings: [{ hostPort: 1, containerPort: 1 }] }), resources: [scalar('cpus', 1)] }, /Port mappings require port resources/],
  ['DockerInfo.port_mappings outside', { ...docker({ network: 'BRIDGE', portMappings: [{ hostPort: 1, containerPort: 1 }] }), resources: [ports(2, 3)] }, /Port \[1\] not included in resources/],
  ['DockerInfo.privileged', docker({ privileged: true }), host({ Privileged: true })],
  ['DockerInfo.parameters', parameter('memory', '64m', {}), host({ Memory: 64 * MIB })],
  ['DockerInfo.parameters net', docker({ network: 'BRIDGE', parameters: [{ key: 'net', value: 'web' }] }), host({ NetworkMode: 'web' })],
  ['DockerInfo.parameters name', parameter('name', 'x'), /Parameter in DockerInfo must not be 'name'/],
  ['DockerInfo.parameters unknown', parameter('colour', 'red'), /--colour "red": is no flag of docker run/],
  ['DockerInfo.volume_driver', docker({ volumeDriver: 'd' }, { volumes: [{ mode: 'RW', containerPath: '/c', hostPath: 'v' }] }), host({ VolumeDriver: 'd', Mounts: [{ Type: 'volume', Source: 'v' }, {}] })],
  // Volumes
  ['Volume absolute and absolute', volume({ hostPath: '/h', mode: 'RO' }), host({ Binds: ['/h:/c:ro'] })],
  ['Volume absolute and relative', volume({ hostPath: '/h', containerPath: 'r' }), host({ Binds: ['/h:/mnt/mesos/sandbox/r:rw'] })],
  ['Volume relative and absolute', volume({ hostPath: 'h' }), host({ Binds: ['/box/h:/c:rw'] })],
  ['Volume relative and relative', volume({ hostPath: 'h', containerPath: 'r' }), /Both host_path 'h' and container_path 'r' of a volume are relative/],
  ['Volume.source DOCKER_VOLUME', volume({ source: { type: 'DOCKER_VOLUME', dockerVolume: { name: 'v', driver: 'd' } } }), host({ Mounts: [{ Type: 'volume', Source: 'v', VolumeOptions: { DriverConfig: { Name: 'd' } } }, {}] })],
  ['Volume.source HOST_PATH', volume({ source: { type: 'HOST_PATH', hostPath: { path: '/h', mountPropagation: { mode: 'HOST_TO_CONTAINER' } } } }), host({ Mounts: [{ Type: 'bind', Source: '/h', BindOptions: { Propagation: 'rslave' } }, {}] })],
  ['Volume.source SANDBOX_PATH SELF', volume({ source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'SELF', path: 'p' } } }), host({ Binds: ['/box/p:/c:rw'] })],
  ['Volume.source SANDBOX_PATH PARENT', volume({ source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'PARENT', path: 'p' } } }), /has no parent container/],
  ['Volume.source CSI_VOLUME', volume({ source: { type: 'CSI_VOLUME' } }), /CSI_VOLUME/],
  ['Volume.image', volume({ image: { type: 'DOCKER' } }), /image volumes are not supported/],
  ['Volume of nothing', volume({}), /Host path or volume source is required/],
  ['Volume of several', volume({ hostPath: '/h', image: { type: 'DOCKER' } }), /Only one of them should be set: 'host_path', 'image' and 'source'/],
  ['Resource.disk.persistence', { resources: [scalar('disk', 1, { role: 'a/b', disk })] }, host({ Mounts: [{ Target: '/mnt/mesos/sandbox' }, { Source: '/agent/volumes/roles/a b/v', Target: '/mnt/mesos/sandbox/data' }] })],
  ['sandbox with a colon', { directory: '/b:ox' }, host({ Mounts: [{ Source: '/b:ox', Target: '/mnt/mesos/sandbox' }] })],
  // DNS
  ['default_container_dns BRIDGE', docker({ network: 'BRIDGE' }), host({ Dns: ['1.1.1.1'], DnsSearch: ['s'], DnsOptions: ['o'] }), { defaultDns: dns }],
  ['default_container_dns USER', user({ name: 'web' }), host({ Dns: ['2.2.2.2'], DnsSearch: undefined }), { defaultDns: dns }],
  ['default_container_dns of the host', {}, host({ Dns: undefined }), { defaultDns: dns }],
  ['default_container_dns below parameters', docker({ network: 'BRIDGE', parameters: [{ key: 'dns-search', value: 'mine' }] }), host({ Dns: undefined, DnsSearch: ['mine'] }), { defaultDns: dns }],
  // Resources and limits
  ['--cpu-shares', { resources: [scalar('cpus', 0.5)] }, host({ CpuShares: 512, CpuQuota: undefined })],
  ['--cpu-shares, the least', { resources: [scalar('cpus', 0.001)] }, host({ CpuShares: 2 })],
  ['--cpu-quota with cgroups_enable_cfs', { resources: [scalar('cpus', 0.5)] }, host({ CpuQuota: 50_000 }), { cgroupsEnableCfs: true }],
  ['--cpu-quota from a limit', { resources: [scalar('cpus', 0.5)], limits: { cpus: { value: 2 } } }, host({ CpuQuota: 200_000 })],
  ['--cpu-quota without end', { resources: [scalar('cpus', 0.5)], limits: { cpus: { value: Infinity } } }, host({ CpuQuota: undefined }), { cgroupsEnableCfs: true }],
  ['--memory', { resources: [scalar('mem', 64)] }, host({ Memory: 64 * MIB, MemoryReservation: undefined, MemorySwap: undefined })],
  ['--memory, the least', { resources: [scalar('mem', 1)] }, host({ Memory: 32 * MIB })],
  ['--memory-reservation and --oom-score-adj', { resources: [scalar('mem', 256)], limits: { mem: { value: 512 } } }, host({ Memory: 512 * MIB, MemoryReservation: 256 * MIB, OomScoreAdj: 750 })],
  ['--memory without end', { resources: [scalar('mem', 256)], limits: { mem: { value: Infinity } } }, host({ Memory: undefined, MemoryReservation: 256 * MIB, OomScoreAdj: 750 })],
  ['--memory-swap with cgroups_limit_swap', { resources: [scalar('mem', 64)] }, host({ MemorySwap: 64 * MIB }), { limitSwap: true }],
  ['limits of other kinds', { limits: { disk: { value: 1 } } }, /limits\.disk: only cpus and mem can be limited/],
  ['limits below the request', { resources: [scalar('cpus', 2)], limits: { cpus: { value: 1 } } }, /limits\.cpus 1: must not be below the request 2/],
  ['limits without a request', { limits: { cpus: { value: 1 } } }, /limits\.cpus 1: needs a request/],
  ['disk with docker_limit_disk', { resources: [scalar('disk', 10)] }, host({ StorageOpt: { size: '10M' } }), { limitDisk: true }],
  ['gpus', { resources: [scalar('gpus', 1)] }, host({ DeviceRequests: [{ Count: 1, Capabilities: [['gpu']] }] })],
  ['gpus in parts', { resources: [scalar('gpus', 0.5)] }, /The 'gpus' resource must be an unsigned integer/]
]

for (const [field, config, expected, over] of lines) {
  t.test(`${field} ${expected instanceof RegExp ? 'is refused' : 'is honoured'}`, async (t) => {
    if (expected instanceof RegExp) t.throws(() => plan(config, over), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: expected })
    else t.match(plan(config, over), expected)
  })
}
