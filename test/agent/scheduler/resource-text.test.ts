import t from 'tap'
import { resourceText } from '../../../lib/agent/scheduler/resource-text.ts'

t.test('resources are printed as the original does', async t => {
  t.equal(resourceText([
    { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
    { name: 'mem', type: 'SCALAR', scalar: { value: 32 }, role: 'prod' },
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 1, end: 2 }, { begin: 5, end: 5 }] } },
    { name: 'disks', type: 'SET', set: { item: ['a', 'b'] } }
  ], '*'), 'cpus(allocated: *):0.1; mem(allocated: *)(reservations: [(STATIC,prod)]):32; ports(allocated: *):[1-2, 5-5]; disks(allocated: *):{a, b}')
  t.equal(resourceText([{ name: 'ports', type: 'RANGES', ranges: {} }, { name: 'none', type: 'SET' }], 'a'), 'ports(allocated: a):[]; none(allocated: a):{}')
})
