import t from 'tap'
import { limitAmount } from '../../lib/run-options/limit-amount.ts'
import type { Resource } from '../../types/index.ts'

const resources: Resource[] = [{ name: 'cpus', type: 'SCALAR', scalar: { value: 2 } }]
const code = 'CONTAINERIZER_ERR_CONFIG_INVALID'

t.test('gives the limit of the kind asked for, infinite or not', async (t) => {
  t.equal(limitAmount({ cpus: { value: 2 } }, resources, 'cpus'), 2)
  t.equal(limitAmount({ cpus: { value: Infinity } }, resources, 'cpus'), Infinity)
  t.equal(limitAmount({ cpus: { value: 2 } }, resources, 'mem'), undefined)
})

for (const [fact, name, value, message] of [
  ['a kind that cannot be limited', 'disk', 1, 'limits.disk: only cpus and mem can be limited'],
  ['a limit without a request', 'mem', 1, 'limits.mem 1: needs a request of mem'],
  ['a limit below the request', 'cpus', 1.5, 'limits.cpus 1.5: must not be below the request 2'],
  ['a limit that is no number', 'cpus', NaN, 'limits.cpus NaN: must not be below the request 2']
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => limitAmount({ [name]: { value } }, resources, name), { code, message }))
}
