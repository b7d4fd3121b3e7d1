import t from 'tap'
import { isRunRecord } from '../../lib/checkpoint/is-run-record.ts'

t.test('the record of a run has the container id of its key', async (t) => {
  t.ok(isRunRecord({ containerId: { value: 'c' }, more: 1 }, 'c'))
  t.notOk(isRunRecord({ containerId: { value: 'c' } }, 'other'))
  for (const foreign of [null, 5, 'text', {}, { containerId: 'c' }, { containerId: { value: 1 } }]) t.notOk(isRunRecord(foreign, 'c'))
})
