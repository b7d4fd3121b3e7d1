import t from 'tap'
import { securityFlags } from '../../../lib/run-options/flags/security.ts'
import { applyFlags, applyWithFiles } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(securityFlags, ...pairs)

const accepted = [
  [['cap-add=net_admin', 'cap-add=CAP_CHOWN', 'cap-drop=all'], { host: { CapAdd: ['CAP_NET_ADMIN', 'CAP_CHOWN'], CapDrop: ['ALL'] } }],
  [['security-opt=no-new-privileges', 'security-opt=no-new-privileges:false', 'security-opt=apparmor=x', 'security-opt=label:disable'], {
    host: { SecurityOpt: ['no-new-privileges', 'no-new-privileges:false', 'apparmor=x', 'label:disable'] }
  }],
  [['security-opt=seccomp=unconfined', 'security-opt=seccomp={ "defaultAction": "SCMP_ACT_ALLOW" }'], {
    host: { SecurityOpt: ['seccomp=unconfined', 'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'] }
  }],
  [['security-opt=systempaths=unconfined'], { host: { MaskedPaths: [], ReadonlyPaths: [] } }],
  [['sysctl=net.core.somaxconn=9'], { host: { Sysctls: { 'net.core.somaxconn': '9' } } }],
  [['ipc=container:x', 'pid=host', 'uts=host', 'userns=host', 'cgroupns=private', 'group-add=7'], {
    host: { IpcMode: 'container:x', PidMode: 'host', UTSMode: 'host', UsernsMode: 'host', CgroupnsMode: 'private', GroupAdd: ['7'] }
  }]
] as const

const refused = [
  [['cap-add=net-admin'], 'must name a capability'],
  [['security-opt=x'], 'must be key=value'],
  [['security-opt=x=y'], 'is no security option that is known here'],
  [['security-opt=no-new-privileges=x'], 'must be true or false'],
  [['security-opt=seccomp=../x.json'], /^must be the path of a file/],
  [['security-opt=seccomp='], /^must be the path of a file/],
  [['security-opt=seccomp={'], /^must be unconfined, or the JSON of a profile/],
  [['sysctl=vm.swappiness=1'], 'is not a namespaced kernel parameter'],
  [['uts=private'], 'must be one of "host"']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}

t.test('a seccomp profile in a file is named until the file has been read', async (t) => {
  const files = new Map([['p.json', ' {\n "defaultAction": "SCMP_ACT_ALLOW" }\n'], ['/x', 'no']])
  const options = (pair: string, read?: typeof files) => applyWithFiles(securityFlags, read, pair).host['SecurityOpt']
  t.same(options('security-opt=seccomp=p.json'), ['seccomp=p.json'])
  t.same(options('security-opt=seccomp:p.json', files), ['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'])
  t.throws(() => options('security-opt=seccomp=/x', files), { message: /^must be unconfined, or the JSON of a profile/ })
})
