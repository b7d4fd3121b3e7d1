import t from 'tap'
import { dominantShare } from '../../../lib/agent/scheduler/dominant-share.ts'

t.test('the largest part of any resource counts', async t => {
  const cpus = (value: number) => ({ name: 'cpus', type: 'SCALAR' as const, scalar: { value } })
  const mem = (value: number) => ({ name: 'mem', type: 'SCALAR' as const, scalar: { value } })
  t.equal(dominantShare([cpus(2), mem(100)], [cpus(8), mem(200)]), 0.5)
  t.equal(dominantShare([], [cpus(8)]), 0)
})
