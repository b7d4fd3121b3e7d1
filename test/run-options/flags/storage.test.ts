import t from 'tap'
import { storageFlags } from '../../../lib/run-options/flags/storage.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(storageFlags, ...pairs)

const accepted = [
  [['volume=/a:/b', 'volume=/a:/c:ro,rslave', 'volume=name.1:/d:z'], { host: { Binds: ['/a:/b', '/a:/c:ro,rslave', 'name.1:/d:z'] } }],
  [['volume=/b'], { body: { Volumes: { '/b': {} } } }],
  [['tmpfs=/a', 'tmpfs=/b:size=1m,mode=700'], { host: { Tmpfs: { '/a': '', '/b': 'size=1m,mode=700' } } }],
  [['read-only=true', 'storage-opt=size=1g', 'volume-driver=d', 'volumes-from=x:ro'], { host: { ReadonlyRootfs: true, StorageOpt: { size: '1g' }, VolumeDriver: 'd', VolumesFrom: ['x:ro'] } }],
  [['mount=type=tmpfs,target=/t'], { host: { Mounts: [{ Type: 'tmpfs', Target: '/t' }] } }]
] as const

const refused = [
  [['volume='], 'must be [host-path or name:]container-path[:options]'],
  [['volume=/a:'], 'must be [host-path or name:]container-path[:options]'],
  [['volume=/a:/b:ro:x'], 'must be [host-path or name:]container-path[:options]'],
  [['volume=/a:b'], 'must have an absolute path in the container'],
  [['volume=/a:/b:x'], 'has options that are unknown or do not go together'],
  [['volume=vol:/b:rslave'], 'has options that are unknown or do not go together'],
  [['storage-opt=speed=1'], 'must be size=<size>'],
  [['storage-opt=size'], 'must be size=<size>'],
  [['volume=./a:/b'], 'must begin with an absolute host path or the name of a volume'],
  [['tmpfs=a'], 'must be an absolute path']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
