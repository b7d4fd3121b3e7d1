import t from 'tap'
import { flagTable } from '../../../lib/run-options/flags/flag-table.ts'
import { bodyFlags } from '../../../lib/run-options/show/body-flags.ts'

t.test('every field names a flag of docker run', async (t) => {
  for (const [flag] of Object.values(bodyFlags)) t.ok(flagTable.has(flag), flag)
  t.same(bodyFlags['Volumes']![1]({ '/a': {} }), ['/a'])
})
