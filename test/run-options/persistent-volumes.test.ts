import t from 'tap'
import { persistentVolumes } from '../../lib/run-options/persistent-volumes.ts'
import type { Resource, ResourceDiskInfo } from '../../types/index.ts'

const volume = { mode: 'RW' as const, containerPath: 'data' }
const disk = (info: ResourceDiskInfo, over: Partial<Resource> = {}): Resource => ({ name: 'disk', type: 'SCALAR', scalar: { value: 1 }, disk: info, ...over })
const plan = (resource: Resource, workDir: string | undefined = '/agent') => persistentVolumes({ resources: [resource] }, { workDir, mappedDirectory: '/box' })
const volumePath = (info: Partial<ResourceDiskInfo>, over?: Partial<Resource>, workDir?: string) => plan(disk({ persistence: { id: 'v1' }, volume, ...info }, over), workDir)[0]?.source

t.test('there are none among ordinary resources and plain disks', async (t) => {
  t.same(persistentVolumes({}, { workDir: '/agent', mappedDirectory: '/box' }), [])
  t.same(plan({ name: 'cpus', type: 'SCALAR' }), [])
  t.same(plan(disk({ source: { type: 'PATH', path: { root: '/disk' } } })), [])
})

t.test('a volume is bound where it says, below the sandbox when that is relative', async (t) => {
  t.strictSame(plan(disk({ persistence: { id: 'v1' }, volume })), [{ source: '/agent/volumes/roles/*/v1', target: '/box/data', readOnly: false, mustExist: true }])
  t.match(plan(disk({ persistence: { id: 'v1' }, volume: { mode: 'RO', containerPath: 'a/b' } })), [{ target: '/box/a/b', readOnly: true }])
  t.match(plan(disk({ persistence: { id: 'v1' }, volume: { mode: 'RW', containerPath: '/data' } })), [{ target: '/data' }])
})

t.test('the volume belongs to the role that has the resource reserved', async (t) => {
  t.equal(volumePath({}, { role: 'web' }), '/agent/volumes/roles/web/v1')
  t.equal(volumePath({}, { reservations: [{ role: 'a' }, { role: 'a/b/c' }] }), '/agent/volumes/roles/a b c/v1')
})

t.test('on a disk of its own the volume is there, and a mount is the volume', async (t) => {
  t.equal(volumePath({ source: { type: 'PATH', path: { root: '/disk' } } }), '/disk/volumes/roles/*/v1')
  t.equal(volumePath({ source: { type: 'PATH', path: { root: 'disk' } } }), '/agent/disk/volumes/roles/*/v1')
  t.equal(volumePath({ source: { type: 'PATH' } }), '/agent/volumes/roles/*/v1')
  t.equal(volumePath({ source: { type: 'MOUNT', mount: { root: '/mnt/a' } } }), '/mnt/a')
})

for (const [fact, info, message] of [
  ['a raw disk', { source: { type: 'RAW' } }, 'resources[0].disk.source.type "RAW": must be made a volume first'],
  ['a block device', { source: { type: 'BLOCK' } }, /source\.type "BLOCK"/],
  ['a volume that does not persist', { volume }, 'resources[0].disk.volume "data": only persistent volumes are supported'],
  ['persistence without a volume', { persistence: { id: 'v1' } }, /Expecting 'volume' to be set/],
  ['a host path', { persistence: { id: 'v1' }, volume: { ...volume, hostPath: '/x' } }, /Expecting 'host_path' to be unset/],
  ['an id that leads elsewhere', { persistence: { id: '../x' }, volume }, 'resources[0].disk.persistence.id "../x": must be the name of a directory'],
  ['an id of dots', { persistence: { id: '..' }, volume }, /must be the name of a directory/],
  ['a path that leaves the sandbox', { persistence: { id: 'v1' }, volume: { mode: 'RW', containerPath: '../x' } }, /must stay inside the sandbox/]
] as Array<[string, ResourceDiskInfo, string | RegExp]>) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => plan(disk(info)), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}

t.test('refuses a volume where there is no base', async (t) => {
  const resources = [disk({ persistence: { id: 'v1' }, volume })]
  t.throws(() => persistentVolumes({ resources }, { workDir: undefined, mappedDirectory: '/box' }), { message: 'resources[0].disk.persistence.id "v1": there is no work_dir to hold it' })
})
