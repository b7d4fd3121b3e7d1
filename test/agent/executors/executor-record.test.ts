import t from 'tap'
import { frameworkIdOf } from '../../../lib/agent/executors/executor-record.ts'
import { framework } from './stage.ts'

t.test('the framework of a record is known by its id', async t => {
  t.strictSame(frameworkIdOf({ framework }), { value: 'f1' })
})
