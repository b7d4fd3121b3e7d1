import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { refuseUnable } from '../../lib/run-options/refuse-unable.ts'
import type { EngineAbilities } from '../../lib/run-options/engine-abilities.ts'

const small: EngineAbilities = {
  cpus: 2,
  cgroupVersion: '2',
  cgroupDriver: 'systemd',
  gpus: false,
  storageQuota: false,
  realtime: false,
  newCapabilities: false,
  memoryNodes: [0],
  runtimes: ['runc'],
  logDrivers: ['local'],
  volumeDrivers: ['local', 'nfs']
}
const big = { ...small, cgroupVersion: '1', cgroupDriver: 'cgroupfs', gpus: true, storageQuota: true, realtime: true, newCapabilities: true }
const check = (host: object, engine = small) => {
  const draft = newDraft('i')
  Object.assign(draft.host, host)
  refuseUnable(draft, engine)
}

for (const [fact, host, message, able] of [
  ['GPUs', { DeviceRequests: [{ Driver: '', Count: 2 }] }, 'gpus 2: the engine has no runtime for GPUs (nvidia)', true],
  ['more CPUs than there are', { NanoCpus: 2.5e9 }, 'cpus 2.5: the engine has only 2', false],
  ['a CPU that is not there', { CpusetCpus: '0,2' }, 'cpuset-cpus "0,2": the engine has only 0-1', false],
  ['a set of CPUs that is none', { CpusetCpus: '1-0' }, /^cpuset-cpus "1-0"/, false],
  ['a memory node that is not there', { CpusetMems: '1' }, 'cpuset-mems "1": the engine has only 0', false],
  ['a capability that is too new', { CapAdd: ['CAP_CHOWN'], CapDrop: ['CAP_BPF'] }, 'capabilities "CAP_BPF": the engine does not know it', true],
  ['a size', { StorageOpt: { size: '1G' } }, 'storage-opt size "1G": the storage driver of the engine cannot limit sizes here', true],
  ['a size of a volume', { Mounts: [{}, { VolumeOptions: { DriverConfig: { Options: { size: '1G' } } } }] }, 'volume size "1G": the volumes of the engine cannot be limited in size here', true],
  ['no OOM killer', { OomKillDisable: true }, 'oom-kill-disable true: cgroups of version 2 do not have it', true],
  ['swappiness', { MemorySwappiness: 5 }, 'memory-swappiness 5: cgroups of version 2 do not have it', true],
  ['real-time runtime', { CpuRealtimeRuntime: 5 }, 'cpu-rt-runtime 5: the kernel has no real-time CPU time for groups', true],
  ['real-time period', { CpuRealtimePeriod: 6 }, /^cpu-rt-runtime 6/, true],
  ['a parent that is no slice', { CgroupParent: '/x' }, /^cgroup-parent "\/x": must be a slice/, true],
  ['an unknown runtime', { Runtime: 'crun' }, 'runtime "crun": the engine has only runc', false],
  ['an unknown log driver', { LogConfig: { Type: 'syslog' } }, 'log-driver "syslog": the engine has only local', false],
  ['an unknown volume driver', { VolumeDriver: 'x' }, 'volume driver "x": the engine has only local, nfs', false],
  ['an unknown driver of one volume', { Mounts: [{}, { VolumeOptions: { DriverConfig: { Name: 'x' } } }] }, /^volume driver "x"/, false]
] as const) {
  t.test(`refuses ${fact}, in words that tell why`, async (t) => {
    t.throws(() => check(host), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
    if (able) t.doesNotThrow(() => check(host, big))
    else t.throws(() => check(host, big), { message })
  })
}

t.test('a privileged container has a cgroup namespace of its own with cgroups of version 2 only', async (t) => {
  const host = { CgroupnsMode: 'private', Privileged: true }
  t.doesNotThrow(() => check(host))
  t.throws(() => check(host, big), { message: /^cgroupns "private"/ })
})

t.test('what the engine has passes', async (t) => {
  t.throws(() => check({ LogConfig: undefined }), { message: /^log-driver ""/ })
  t.doesNotThrow(() => check({
    NanoCpus: 2e9, CpusetCpus: '0-1', CpusetMems: '0', CapAdd: ['CAP_CHOWN'], Runtime: 'runc', LogConfig: { Type: 'none' }, VolumeDriver: 'nfs', StorageOpt: {}, CgroupParent: 'a.slice', DeviceRequests: [{ Driver: 'cdi' }]
  }))
  t.doesNotThrow(() => check({ LogConfig: { Type: 'grafana/loki:latest' }, VolumeDriver: 'vieux/sshfs' }), 'plugins come and go')
  t.doesNotThrow(() => check({ LogConfig: { Type: 'local' }, Mounts: [{ VolumeOptions: {} }, { VolumeOptions: { DriverConfig: { Name: 'nfs', Options: { size: '1' } } } }] }))
})
