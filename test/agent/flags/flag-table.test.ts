import t from 'tap'
import { agentFlagTable } from '../../../lib/agent/flags/flag-table.ts'
import { unsupportedFlags } from '../../../lib/agent/flags/unsupported-flags.ts'

t.test('the table is sorted, and no flag is both honoured and refused', async t => {
  const names = Object.keys(agentFlagTable)
  t.same(names, names.toSorted())
  t.same(names.filter(name => name in unsupportedFlags), [])
})

t.test('every flag says what it is for', async t => {
  for (const [name, { help }] of Object.entries(agentFlagTable)) t.match(help, /^[A-Z].*\.$/, name)
})
