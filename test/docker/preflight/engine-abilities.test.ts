import t from 'tap'
import { engineAbilities } from '../../../lib/docker/preflight/engine-abilities.ts'
import type { EngineInfo } from '../../../types/docker-engine.ts'

const info = (over: Partial<EngineInfo> = {}): EngineInfo => ({
  id: 'e',
  storageDriver: 'overlay2',
  cgroupDriver: 'systemd',
  cgroupVersion: '2',
  dockerRootDir: '/var/lib/docker',
  memoryBytes: 1,
  cpus: 2,
  runtimes: ['runc'],
  defaultRuntime: 'runc',
  securityOptions: [],
  liveRestore: false,
  logDriver: 'local',
  logDrivers: ['local'],
  volumeDrivers: ['local'],
  ...over
})
const nothing = { mounts: '', memoryNodes: '', exists: () => false }

t.test('a plain engine has what it says', async (t) => {
  t.strictSame(engineAbilities(info(), '1.41', nothing), {
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
    volumeDrivers: ['local']
  })
})

t.test('GPUs come with a runtime or with a hook', async (t) => {
  t.equal(engineAbilities(info({ runtimes: ['runc', 'nvidia'] }), '1.41', nothing).gpus, true)
  t.equal(engineAbilities(info(), '1.41', { ...nothing, exists: (path) => path === '/usr/bin/nvidia-container-runtime-hook' }).gpus, true)
})

t.test('sizes are limited by some drivers, and by all on an xfs with project quotas', async (t) => {
  const quota = (mounts: string, over: Partial<EngineInfo> = {}) => engineAbilities(info(over), '1.41', { ...nothing, mounts }).storageQuota
  t.equal(quota('', { storageDriver: 'zfs' }), true)
  t.equal(quota('/dev/a /var/lib/docker xfs rw,prjquota 0 0'), true)
  t.equal(quota('/dev/a /var/lib xfs rw,pquota 0 0'), true)
  t.equal(quota('/dev/a /var/lib xfs rw,noquota 0 0'), false)
  t.equal(quota('/dev/a /var/lib ext4 rw,prjquota 0 0'), false)
})

t.test('real-time CPU time is there when the kernel has a file for it', async (t) => {
  t.equal(engineAbilities(info(), '1.41', { ...nothing, exists: (path) => path === '/sys/fs/cgroup/cpu/cpu.rt_runtime_us' }).realtime, true)
})

t.test('newer engines know newer capabilities, and a machine has the memory nodes it lists', async (t) => {
  t.match(engineAbilities(info(), '1.42', { ...nothing, memoryNodes: '0-1\n' }), { newCapabilities: true, memoryNodes: [0, 1] })
})
