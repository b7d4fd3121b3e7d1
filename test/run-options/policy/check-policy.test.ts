import t from 'tap'
import { checkPolicy } from '../../../lib/run-options/policy/check-policy.ts'
import type { HostConfig, Policy } from '../../../types/index.ts'

const check = (host: HostConfig, policy: Policy = {}, parameters: string[] = []) => checkPolicy({ Image: 'registry.example/app:1', HostConfig: host }, policy, {
  parameters,
  own: ['/agent/sandbox'],
  protectedPaths: ['/agent', '/run/docker.sock', '/var/lib/docker']
})
const driver = (Name: string) => ({ Mounts: [{ Type: 'volume', VolumeOptions: { DriverConfig: { Name } } }] })

t.test('an ordinary task runs', async (t) => {
  t.doesNotThrow(() => check({
    NetworkMode: 'host',
    Binds: ['/srv/data:/data:rw', 'name:/volume'],
    Mounts: [{ Type: 'bind', Source: '/agent/sandbox/in', Target: '/in' }, { Type: 'volume', Source: 'v' }],
    CapAdd: ['CAP_CHOWN'],
    SecurityOpt: ['no-new-privileges', 'apparmor:docker-default'],
    PidMode: '',
    VolumeDriver: 'd',
    Runtime: 'runc'
  }, {}, ['label']))
})

t.test('the plan tells why a host path is let through', async (t) => {
  const reasons = check({ Binds: ['/agent/sandbox:/mnt:rw', '/srv/data:/data:rw'] }).filter(({ field }) => field === 'policy hostPaths')
  t.strictSame(reasons.map(({ value, reason }) => [value, reason]), [['/agent/sandbox', 'the agent itself shows it'], ['/srv/data', 'leads to nothing protected']])
})

for (const [rule, value, host, allowed, parameters] of [
  ['privileged', 'true', { Privileged: true }, { privileged: true }],
  ['capabilities', '"CAP_SYS_ADMIN"', { CapAdd: ['CAP_SYS_ADMIN'] }, { capabilities: { allow: ['CAP_SYS_*'] } }],
  ['capabilities', '"ALL"', { CapAdd: ['ALL'] }, { capabilities: { allow: ['ALL'] } }],
  ['devices', '"/dev/kvm"', { Devices: [{ PathOnHost: '/dev/kvm' }] }, { devices: { allow: ['/dev/kvm'] } }],
  ['devices', '"c 1:* rwm"', { DeviceCgroupRules: ['c 1:* rwm'] }, { devices: { allow: ['c *'] } }],
  ['devices', '"gpus"', {}, { devices: { allow: ['gpus'] } }, ['gpus']],
  ['namespaces', '"pid=host"', { PidMode: 'host' }, { namespaces: { allow: ['pid=host'] } }],
  ['namespaces', '"ipc=host"', { IpcMode: 'host' }, { namespaces: { allow: ['ipc=*'] } }],
  ['namespaces', '"uts=host"', { UTSMode: 'host' }, { namespaces: { allow: ['uts=host'] } }],
  ['namespaces', '"userns=host"', { UsernsMode: 'host' }, { namespaces: { allow: ['userns=host'] } }],
  ['namespaces', '"pid=container:x"', { PidMode: 'container:x' }, { namespaces: { allow: ['pid=container:*'] } }],
  ['securityOptions', '"seccomp=unconfined"', { SecurityOpt: ['seccomp:unconfined'] }, { securityOptions: { allow: ['seccomp=unconfined'] } }],
  ['securityOptions', '"apparmor=unconfined"', { SecurityOpt: ['apparmor=unconfined'] }, { securityOptions: { allow: ['apparmor=*'] } }],
  ['securityOptions', '"systempaths=unconfined"', { MaskedPaths: [] }, { securityOptions: { allow: ['systempaths=unconfined'] } }],
  ['hostPaths', '"/"', { Binds: ['/:/host:rw'] }, { hostPaths: { allow: ['/'] } }],
  ['hostPaths', '"/etc/passwd"', { Binds: ['/etc/passwd:/p:ro'] }, { hostPaths: { allow: ['/etc/passwd'] } }],
  ['hostPaths', '"/srv/../root"', { Binds: ['/srv/../root:/p:ro'] }, { hostPaths: { allow: ['/root'] } }],
  ['hostPaths', '"/run"', { Binds: ['/run:/p:ro'] }, { hostPaths: { allow: ['/run'] } }],
  ['hostPaths', '"/agent/meta"', { Binds: ['/agent/meta:/p:ro'] }, { hostPaths: { allow: ['/agent/meta'] } }],
  ['hostPaths', '["other"]', { VolumesFrom: ['other'] }, 'mesos']
] as Array<[string, string, HostConfig, Policy, string[]?]>) {
  t.test(`${rule} ${value} is refused by name, and can be allowed`, async (t) => {
    const message = new RegExp(`^policy ${rule} ${value.replace(/[*[\]]/g, '\\$&')}: `)
    t.throws(() => check(host, {}, parameters), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
    t.doesNotThrow(() => check(host, allowed, parameters))
    t.doesNotThrow(() => check(host, 'mesos', parameters))
  })
}

for (const [rule, host, only, denied, parameters] of [
  ['images', {}, ['registry.example/*'], ['*:1']],
  ['images', {}, ['registry.example/app:?'], ['registry.example/app*']],
  ['volumeDrivers', { VolumeDriver: 'd' }, ['d'], ['d']],
  ['volumeDrivers', driver('nfs'), ['n?s'], ['nfs']],
  ['runtimes', { Runtime: 'runsc' }, ['runsc'], ['*']],
  ['parameters', {}, ['label', 'env'], ['env'], ['label', 'env']]
] as Array<[string, HostConfig, string[], string[], string[]?]>) {
  t.test(`${rule} have an allow-list and a deny-list, and the second wins`, async (t) => {
    t.doesNotThrow(() => check(host, { [rule]: { allow: only } }, parameters))
    t.throws(() => check(host, { [rule]: { allow: ['other'] } }, parameters), { message: new RegExp(`^policy ${rule} .*: is not allowed`) })
    t.throws(() => check(host, { [rule]: { allow: only, deny: denied } }, parameters), { message: new RegExp(`^policy ${rule} .*: is denied`) })
  })
}
