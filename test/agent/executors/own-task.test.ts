import t from 'tap'
import { OwnTask } from '../../../lib/agent/executors/own-task.ts'

const taskId = { value: 't' }

t.test('what is said of it is heard, to the last', async t => {
  const kills: unknown[] = []
  const task = new OwnTask(taskId, options => kills.push(options) > 0)
  t.equal(task.id, 't')
  t.equal(task.kill({ graceMs: 3 }), true)
  t.same(kills, [{ graceMs: 3 }])
  t.equal(task.hear({ taskId, state: 'TASK_RUNNING' }), false)
  t.equal(task.hear({ taskId, state: 'TASK_FINISHED' }), true)
  t.strictSame(await task.wait(), { taskId, state: 'TASK_FINISHED' })
  const states = []
  for await (const { state } of task) states.push(state)
  t.same(states, ['TASK_RUNNING', 'TASK_FINISHED'])
})

t.test('one that is let go has no end here', async t => {
  const task = new OwnTask(taskId, () => false)
  task.letGo(new Error('closing'))
  await t.rejects(task.wait(), { message: 'closing' })
  await t.rejects(task[Symbol.asyncIterator]().next(), { message: 'closing' })
})
