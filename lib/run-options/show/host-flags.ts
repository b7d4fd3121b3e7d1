import { mountText } from './mount-text.ts'

/** Values of one flag of docker run, for a field of the create body; true: the flag alone. */
export type ShownFlag = [flag: string, values: (value: any) => Array<string | true>]

export const text = (flag: string): ShownFlag => [flag, (value: unknown) => [String(value)]]
export const whole = (flag: string): ShownFlag => [flag, (value: boolean) => [value ? true : 'false']]
export const list = (flag: string): ShownFlag => [flag, (values: string[]) => values]
export const pairs = (flag: string, between = '='): ShownFlag => [flag, (map: Record<string, string>) => Object.entries(map).map(([key, value]) => `${key}${between}${value}`)]
const perDevice = (flag: string, member: string): ShownFlag => [flag, (rows: Array<Record<string, unknown>>) => rows.map((row) => `${String(row['Path'])}:${String(row[member])}`)]

interface Device { PathOnHost: string, PathInContainer: string, CgroupPermissions: string }
interface DeviceRequest { Driver: string, Count: number, DeviceIDs: string[], Capabilities: string[][] }

/** HostConfig's fields in flags of docker run. Its network, ports and profile of seccomp are seen to by whoever asks. */
export const hostFlags: Readonly<Record<string, ShownFlag>> = {
  Binds: list('volume'),
  BlkioDeviceReadBps: perDevice('device-read-bps', 'Rate'),
  BlkioDeviceReadIOps: perDevice('device-read-iops', 'Rate'),
  BlkioDeviceWriteBps: perDevice('device-write-bps', 'Rate'),
  BlkioDeviceWriteIOps: perDevice('device-write-iops', 'Rate'),
  BlkioWeight: text('blkio-weight'),
  BlkioWeightDevice: perDevice('blkio-weight-device', 'Weight'),
  CapAdd: list('cap-add'),
  CapDrop: list('cap-drop'),
  CgroupParent: text('cgroup-parent'),
  CgroupnsMode: text('cgroupns'),
  CpuPeriod: text('cpu-period'),
  CpuQuota: text('cpu-quota'),
  CpuRealtimePeriod: text('cpu-rt-period'),
  CpuRealtimeRuntime: text('cpu-rt-runtime'),
  CpuShares: text('cpu-shares'),
  CpusetCpus: text('cpuset-cpus'),
  CpusetMems: text('cpuset-mems'),
  DeviceCgroupRules: list('device-cgroup-rule'),
  DeviceRequests: ['gpus', (requests: DeviceRequest[]) => requests.map(gpusText)],
  Devices: ['device', (devices: Device[]) => devices.map(({ PathOnHost, PathInContainer, CgroupPermissions }) => `${PathOnHost}:${PathInContainer}:${CgroupPermissions}`)],
  Dns: list('dns'),
  DnsOptions: list('dns-opt'),
  DnsSearch: list('dns-search'),
  ExtraHosts: list('add-host'),
  GroupAdd: list('group-add'),
  Init: whole('init'),
  IpcMode: text('ipc'),
  Links: list('link'),
  MaskedPaths: ['security-opt', () => ['systempaths=unconfined']],
  Memory: text('memory'),
  MemoryReservation: text('memory-reservation'),
  MemorySwap: text('memory-swap'),
  MemorySwappiness: text('memory-swappiness'),
  Mounts: ['mount', (mounts: object[]) => mounts.map(mountText)],
  NanoCpus: ['cpus', (nano: number) => [String(nano / 1e9)]],
  OomScoreAdj: text('oom-score-adj'),
  PidMode: text('pid'),
  PidsLimit: text('pids-limit'),
  Privileged: whole('privileged'),
  PublishAllPorts: whole('publish-all'),
  ReadonlyRootfs: whole('read-only'),
  Runtime: text('runtime'),
  SecurityOpt: list('security-opt'),
  ShmSize: text('shm-size'),
  StorageOpt: pairs('storage-opt'),
  Sysctls: pairs('sysctl'),
  Tmpfs: ['tmpfs', (map: Record<string, string>) => Object.entries(map).map(([path, options]) => options === '' ? path : `${path}:${options}`)],
  UTSMode: text('uts'),
  Ulimits: ['ulimit', (limits: Array<{ Name: string, Soft: number, Hard: number }>) => limits.map(({ Name, Soft, Hard }) => `${Name}=${Soft}:${Hard}`)],
  UsernsMode: text('userns'),
  VolumeDriver: text('volume-driver'),
  VolumesFrom: list('volumes-from')
}

function gpusText ({ Driver, Count, DeviceIDs, Capabilities }: DeviceRequest): string {
  const more = Capabilities.flat().filter((name) => name !== 'gpu')
  const fields = [
    ...(DeviceIDs.length > 0 ? [`"device=${DeviceIDs.join(',')}"`] : [`count=${Count === -1 ? 'all' : Count}`]),
    ...(Driver === '' ? [] : [`driver=${Driver}`]),
    ...(more.length === 0 ? [] : [`"capabilities=${more.join(',')}"`])
  ]
  return fields.join(',')
}
