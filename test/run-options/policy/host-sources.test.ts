import t from 'tap'
import { hostSources } from '../../../lib/run-options/policy/host-sources.ts'

const volume = (Options: object, Name?: string) => hostSources({ Mounts: [{ Type: 'volume', VolumeOptions: { DriverConfig: { Options, ...(Name === undefined ? {} : { Name }) } } }] })

t.test('binds and bind mounts name host paths, named volumes do not', async (t) => {
  t.same(hostSources({}), [])
  t.same(hostSources({ Binds: ['/a:/b:ro', 'name:/c'], Mounts: [{ Type: 'bind', Source: '/d:e' }, { Type: 'volume', Source: 'v' }] }), ['/a', '/d:e'])
})

t.test('a volume that is a bind names its device, whatever its type', async (t) => {
  t.same(volume({ type: 'none', o: 'ro,bind', device: '/etc' }), ['//etc'])
  t.same(volume({ type: 'nfs', o: 'rbind', device: 'etc' }, 'local'), ['/etc'])
})

t.test('what the local driver cannot be trusted with counts as the whole host', async (t) => {
  t.same(volume({ type: 'overlay', o: 'lowerdir=/etc' }), ['/'])
  t.same(volume({ type: 'tmpfs', o: 'remount' }), ['/'])
  t.same(volume({ device: '/dev/sda1' }), ['/'])
})

t.test('file systems of elsewhere and other drivers name no host path', async (t) => {
  t.same(volume({ type: 'nfs', o: 'addr=10.0.0.1', device: ':/export' }), [])
  t.same(volume({ type: 'overlay' }, 'other'), [])
  t.same(volume({}), [])
})
