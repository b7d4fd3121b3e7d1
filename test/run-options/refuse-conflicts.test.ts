import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import type { Endpoint } from '../../lib/run-options/draft.ts'
import { refuseConflicts } from '../../lib/run-options/refuse-conflicts.ts'

const check = ({ host, body, endpoint, others = [] }: { host?: object, body?: object, endpoint?: object, others?: ReadonlyArray<readonly [string, object]> }) => {
  const draft = newDraft('i')
  Object.assign(draft.host, host)
  Object.assign(draft.body, body)
  Object.assign(draft.endpoint, endpoint)
  draft.others = new Map(others as Array<[string, Endpoint]>)
  refuseConflicts(draft)
}

for (const [fact, parts] of [
  ['an ordinary draft', {}],
  ['an address on a network that somebody made', { host: { NetworkMode: 'web' }, endpoint: { Aliases: ['a'] } }],
  ['other networks beside one of its own', { host: { NetworkMode: 'web' }, others: [['db', { Aliases: ['a'] }], ['bridge', {}]] }],
  ['other networks beside the bridge', { host: { NetworkMode: 'default' }, others: [['db', {}]] }],
  ['the network of another container alone', { host: { NetworkMode: 'container:x' } }],
  ['the UTS namespace of the host without host name', { host: { UTSMode: 'host' } }],
  ['memory settings in order', { host: { Memory: 20, MemoryReservation: 10, MemorySwap: 20 } }],
  ['a reservation without limit', { host: { MemoryReservation: 10, MemorySwap: -1 } }],
  ['real-time runtime within its period', { host: { CpuRealtimeRuntime: 1, CpuRealtimePeriod: 2 } }],
  ['a host name as long as the kernel takes', { host: { NetworkMode: 'bridge' }, body: { Hostname: 'h'.repeat(64) } }],
  ['paths that differ', { host: { Mounts: [{ Target: '/a' }], Binds: ['/x:/a/b:ro'], Tmpfs: { '/ab': '' } } }]
] as const) {
  t.test(`lets ${fact} pass`, async (t) => t.doesNotThrow(() => check(parts)))
}

for (const [fact, parts, message] of [
  ['a path taken by a mount and a bind', { host: { Mounts: [{ Target: '/a' }], Binds: ['/x:/a/'] } }, 'container path "/a": Duplicate mount point'],
  ['a path taken by a mount and a tmpfs', { host: { Mounts: [{ Target: '/a//b' }], Tmpfs: { '/a/b': '' } } }, 'container path "/a/b": Duplicate mount point'],
  ['the root as a target', { host: { Binds: ['/x:/'] } }, /^container path "\/"/],
  ['an alias on the bridge', { host: { NetworkMode: 'bridge' }, endpoint: { Aliases: ['a'] } }, /^network "bridge": .*user-defined/],
  ['another network beside that of the host', { others: [['db', {}]] }, 'network "host": no other network can be joined beside it'],
  ['none beside another network', { host: { NetworkMode: 'web' }, others: [['none', {}]] }, 'network "none": cannot be joined beside another network'],
  ['an alias on a bridge beside another network', { host: { NetworkMode: 'web' }, others: [['bridge', { Aliases: ['a'] }]] }, /^network "bridge": .*user-defined/],
  ['a host name in the network of another container', { host: { NetworkMode: 'container:x' }, body: { Hostname: 'h' } }, /^network "container:x"/],
  ['a MAC address in the network of the host', { body: { MacAddress: '02:00:00:00:00:01' } }, /^network "host": a MAC/],
  ['links in the network of the host', { host: { Links: ['a'] } }, /^network "host": links/],
  ['a host name in the UTS namespace of the host', { host: { UTSMode: 'host', NetworkMode: 'bridge' }, body: { Hostname: 'h' } }, /^hostname "h"/],
  ['a reservation above the limit', { host: { Memory: 1, MemoryReservation: 2 } }, /^memory-reservation 2/],
  ['a host name that the kernel would not take', { host: { NetworkMode: 'bridge' }, body: { Hostname: 'h'.repeat(65) } }, /^hostname "h{65}": must not be longer/],
  ['swap below the memory', { host: { Memory: 2, MemorySwap: 1 } }, /^memory-swap 1/],
  ['swap without memory', { host: { MemorySwap: 1 } }, /^memory-swap 1/],
  ['real-time runtime above its period', { host: { CpuRealtimeRuntime: 2, CpuRealtimePeriod: 1 } }, /^cpu-rt-runtime 2/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => check(parts), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}
