import t from 'tap'
import { resourceAmount } from '../../lib/run-options/resource-amount.ts'

const cpus = (value: number) => ({ name: 'cpus', type: 'SCALAR' as const, scalar: { value } })

t.test('sums what bears the name, without the noise of floating point', async (t) => {
  t.equal(resourceAmount([cpus(0.1), { ...cpus(8), name: 'mem' }, cpus(0.2)], 'cpus'), 0.3)
})

t.test('is undefined where nothing bears the name', async (t) => {
  t.equal(resourceAmount([cpus(1)], 'mem'), undefined)
})

t.test('counts a resource without a scalar as nothing', async (t) => {
  t.equal(resourceAmount([{ name: 'cpus', type: 'SCALAR' }], 'cpus'), 0)
})
