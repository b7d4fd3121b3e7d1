import t from 'tap'
import { diskOptions } from '../../lib/run-options/disk-options.ts'
import type { Resource } from '../../types/index.ts'

const disk = (value: number, over: Partial<Resource> = {}): Resource => ({ name: 'disk', type: 'SCALAR', scalar: { value }, ...over })

t.test('disk resources are the size of the file system, rounded up to whole megabytes', async (t) => {
  t.same(diskOptions([disk(10.5), disk(20), { name: 'mem', type: 'SCALAR', scalar: { value: 64 } }]), { StorageOpt: { size: '31M' } })
})

t.test('without them, or with volumes and disks of their own only, nothing is limited', async (t) => {
  t.same(diskOptions([]), {})
  t.same(diskOptions([{ name: 'disk', type: 'SCALAR' }, disk(5, { disk: { source: { type: 'PATH' } } })]), {})
})
