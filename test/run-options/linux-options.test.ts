import t from 'tap'
import { linuxOptions } from '../../lib/run-options/linux-options.ts'
import type { LinuxInfo } from '../../types/index.ts'

const set = (...capabilities: string[]) => ({ capabilities }) as NonNullable<LinuxInfo['capabilityInfo']>

for (const [fact, info, expected] of [
  ['nothing asked, nothing set', { shareCgroups: true, sharePidNamespace: false, seccomp: { unconfined: false } }, {}],
  ['a list of capabilities is exact', { boundingCapabilities: set('NET_RAW', 'CHOWN') }, { CapDrop: ['ALL'], CapAdd: ['CAP_CHOWN', 'CAP_NET_RAW'] }],
  ['an empty list leaves none', { effectiveCapabilities: {} }, { CapDrop: ['ALL'], CapAdd: [] }],
  ['equal lists are one', { capabilityInfo: set('KILL'), boundingCapabilities: set('KILL', 'KILL'), effectiveCapabilities: set('KILL') }, { CapDrop: ['ALL'], CapAdd: ['CAP_KILL'] }],
  ['the pid namespace of the host', { sharePidNamespace: true }, { PidMode: 'host' }],
  ['seccomp off', { seccomp: { unconfined: true } }, { SecurityOpt: ['seccomp=unconfined'] }],
  ['IPC of its own, with a size in MiB', { ipcMode: 'PRIVATE', shmSize: 128 }, { IpcMode: 'private', ShmSize: 128 * 2 ** 20 }],
  ['IPC of the host', { ipcMode: 'SHARE_PARENT' }, { IpcMode: 'host' }]
] as const) {
  t.test(fact, async (t) => t.strictSame(linuxOptions(info as LinuxInfo, true), expected))
}

for (const [fact, info, isTask, message] of [
  ['a task that says share_cgroups=false', { shareCgroups: false }, true, /shareCgroups false/],
  ['an executor that says share_cgroups=true', { shareCgroups: true }, false, /shareCgroups true/],
  ['a named seccomp profile', { seccomp: { profileName: 'p' } }, true, /seccomp\.profileName "p"/],
  ['an unknown IPC mode', { ipcMode: 'UNKNOWN' }, true, /ipcMode "UNKNOWN"/],
  ['a size of memory that belongs to the host', { ipcMode: 'SHARE_PARENT', shmSize: 1 }, true, /shmSize 1/],
  ['different lists of capabilities', { boundingCapabilities: set('KILL'), effectiveCapabilities: {} }, true, /must be equal/],
  ['an unknown capability', { boundingCapabilities: set('UNKNOWN') }, true, /must be a known capability/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => linuxOptions(info as LinuxInfo, isTask), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}

t.test('an executor may leave its cgroup unshared', async (t) => t.same(linuxOptions({ shareCgroups: false }, false), {}))
