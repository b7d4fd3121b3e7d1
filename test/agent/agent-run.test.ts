import t from 'tap'
import { taskKey } from '../../lib/agent/agent-run.ts'

t.test('a task is known by its framework and its id', async t => {
  t.equal(taskKey({ value: 'f' }, { value: 't' }), 'f/t')
})
