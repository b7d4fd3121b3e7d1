import t from 'tap'
import { defaultResources } from '../../../lib/agent/flags/default-resources.ts'

const sizes = (memGb: number, diskGb: number) => {
  const [, mem, disk] = defaultResources({ cpus: 8, memBytes: memGb * 2 ** 30, diskBytes: diskGb * 2 ** 30 })
  return [mem?.scalar?.value, disk?.scalar?.value]
}

t.test('large machines keep 1 GB of memory and 5 GB of disk, small ones half', async t => {
  t.same(sizes(16, 100), [15 * 1024, 95 * 1024])
  t.same(sizes(2, 10), [1024, 5 * 1024])
  t.same(sizes(1.5, 9), [768, 4608])
})

t.test('all CPUs and a thousand ports are offered, to the default role', async t => {
  t.same(defaultResources({ cpus: 8, memBytes: 2 ** 31, diskBytes: 2 ** 31 }, 'dev'), [
    { name: 'cpus', type: 'SCALAR', role: 'dev', scalar: { value: 8 } },
    { name: 'mem', type: 'SCALAR', role: 'dev', scalar: { value: 1024 } },
    { name: 'disk', type: 'SCALAR', role: 'dev', scalar: { value: 1024 } },
    { name: 'ports', type: 'RANGES', role: 'dev', ranges: { range: [{ begin: 31000, end: 32000 }] } }
  ])
})
