import t from 'tap'
import { toEngineInfo } from '../../lib/engine/to-engine-info.ts'

const answer = {
  ID: 'e1',
  Driver: 'overlay2',
  CgroupDriver: 'systemd',
  DockerRootDir: '/var/lib/docker',
  MemTotal: 1024,
  NCPU: 2,
  DefaultRuntime: 'runc',
  LiveRestoreEnabled: true,
  LoggingDriver: 'local',
  Plugins: { Log: ['local'], Volume: ['nfs'] }
}
const common = {
  id: 'e1',
  storageDriver: 'overlay2',
  cgroupDriver: 'systemd',
  dockerRootDir: '/var/lib/docker',
  memoryBytes: 1024,
  cpus: 2,
  defaultRuntime: 'runc',
  liveRestore: true,
  logDriver: 'local',
  logDrivers: ['local'],
  volumeDrivers: ['nfs']
}

t.test('every field comes over under its name', async (t) => {
  t.same(toEngineInfo({ ...answer, CgroupVersion: '2', Runtimes: { runc: {}, crun: {} }, SecurityOptions: ['name=seccomp'] }), {
    ...common, cgroupVersion: '2', runtimes: ['runc', 'crun'], securityOptions: ['name=seccomp']
  })
})

t.test('an old engine has cgroups of version 1', async (t) => {
  t.same(toEngineInfo({ ...answer, Runtimes: null, SecurityOptions: null, Plugins: { Log: null, Volume: null } }), {
    ...common, cgroupVersion: '1', runtimes: [], securityOptions: [], logDrivers: [], volumeDrivers: []
  })
})
