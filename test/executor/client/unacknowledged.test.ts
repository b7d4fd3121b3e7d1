import t from 'tap'
import { Unacknowledged } from '../../../lib/executor/client/unacknowledged.ts'

const status = (byte: number, state: 'TASK_STARTING' | 'TASK_RUNNING') => ({ taskId: { value: 't' }, state, uuid: Buffer.alloc(16, byte) })

t.test('updates are held in their order until they are acknowledged, tasks until anything of them is', async t => {
  const held = new Unacknowledged()
  const [first, second] = [status(1, 'TASK_STARTING'), status(2, 'TASK_RUNNING')]
  const task = { name: 't', taskId: { value: 't' }, agentId: { value: 'a' } }
  held.took(task)
  const told = held.say(first)
  held.say(second)
  t.same(held.tasks, [task])
  t.equal(held.unsent, first)
  held.sent([first, status(9, 'TASK_RUNNING')])
  t.equal(held.unsent, second)
  held.acknowledged({ taskId: { value: 't' }, uuid: first.uuid })
  await told
  t.same([held.updates, held.tasks], [[second], []])
  held.acknowledged({ taskId: { value: 'other' }, uuid: Buffer.alloc(16, 7) })
  t.same(held.updates, [second])
})

t.test('what has no uuid is held as well', async t => {
  const held = new Unacknowledged()
  held.say({ taskId: { value: 't' }, state: 'TASK_RUNNING' })
  t.equal(held.updates.length, 1)
})
