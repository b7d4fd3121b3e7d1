import t from 'tap'
import { scalarResources } from '../../lib/run-options/scalar-resources.ts'

t.test('what is given is a resource', async t => {
  t.strictSame(scalarResources({ cpus: 0.5, memory: 32 }), [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } }, { name: 'mem', type: 'SCALAR', scalar: { value: 32 } }])
  t.strictSame(scalarResources({}), [])
})
