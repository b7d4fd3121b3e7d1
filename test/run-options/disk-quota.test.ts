import t from 'tap'
import { diskQuota } from '../../lib/run-options/disk-quota.ts'

t.test('disk resources of the sandbox are summed up in bytes', async t => {
  const disk = (value: number) => ({ name: 'disk', type: 'SCALAR' as const, scalar: { value } })
  t.equal(diskQuota([disk(1), disk(0.5), { name: 'mem', type: 'SCALAR', scalar: { value: 64 } }]), 1.5 * 2 ** 20)
  t.equal(diskQuota([{ name: 'disk', type: 'SCALAR' }]), 0)
})

t.test('persistent volumes and disks of their own are none', async t => {
  t.equal(diskQuota([{ name: 'disk', type: 'SCALAR', scalar: { value: 5 }, disk: { persistence: { id: 'v' }, volume: { containerPath: 'v', mode: 'RW' } } }]), undefined)
  t.equal(diskQuota(), undefined)
})
