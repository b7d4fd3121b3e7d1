import t from 'tap'
import { TaskListeners } from '../../lib/docker/task-listeners.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

t.test('all hear, one that fails is logged, and one that left hears no more', async (t) => {
  const log = capturedLog()
  const listeners = new TaskListeners(log)
  const heard: string[] = []
  listeners.add(async () => { throw new Error('deaf') })
  const leave = listeners.add((id, { state }) => { heard.push(`${id.value} ${state}`) })
  await listeners.say({ value: 'c' }, { taskId: { value: 't' }, state: 'TASK_RUNNING' })
  leave()
  await listeners.say({ value: 'c' }, { taskId: { value: 't' }, state: 'TASK_FINISHED' })
  t.strictSame(heard, ['c TASK_RUNNING'])
  t.strictSame(log.lines, Array(2).fill('error a task status listener failed'))
})
