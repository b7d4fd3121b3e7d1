import t from 'tap'
import { isExecutorRecord } from '../../../lib/agent/executors/is-executor-record.ts'

const record = {
  containerId: { value: 'c' }, framework: { id: { value: 'f' } }, executor: { executorId: { value: 'e' } }, directory: '/s', tasks: [{ info: { taskId: { value: 't' } }, taken: [] }]
}

t.test('the record of an executor is told from whatever else may be there', async t => {
  t.ok(isExecutorRecord(record, 'c'))
  t.ok(isExecutorRecord({ ...record, tasks: [] }, 'c'))
  for (const wrong of [
    null, {}, { ...record, containerId: { value: 'other' } }, { ...record, framework: {} }, { ...record, framework: undefined }, { ...record, executor: {} }, { ...record, executor: undefined },
    { ...record, directory: 7 }, { ...record, tasks: {} }, { ...record, tasks: [null] }, { ...record, tasks: [{}] }, { ...record, tasks: [{ info: {} }] }, { ...record, tasks: [{ info: { taskId: { value: 't' } } }] }
  ]) t.notOk(isExecutorRecord(wrong, 'c'), JSON.stringify(wrong))
})
