import t from 'tap'
import { endOf } from '../../lib/composing/end-of.ts'

const taskId = { value: 't' }

t.test('the last status has the words, the termination the exit code', async t => {
  const end = endOf({ status: 3 << 8, state: 'TASK_FAILED', message: 'Container terminated' }, { taskId, state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Container exited with status 3' })
  t.strictSame(end, { state: 'TASK_FAILED', exitCode: 3, reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Container exited with status 3' })
})

t.test('without a last status the termination speaks, and without that nobody knows', async t => {
  t.strictSame(endOf({ status: 9, message: 'gone', reason: 'REASON_EXECUTOR_TERMINATED' }, { taskId, state: 'TASK_RUNNING' }), { state: 'TASK_FAILED', exitCode: 137, reason: 'REASON_EXECUTOR_TERMINATED', message: 'gone' })
  t.strictSame(endOf({ status: 0, message: 'done' }, undefined), { state: 'TASK_FINISHED', exitCode: 0, message: 'done' })
  t.strictSame(endOf({ state: 'TASK_KILLED', message: 'killed' }, undefined), { state: 'TASK_KILLED', exitCode: null, message: 'killed' })
  t.strictSame(endOf(null, { taskId, state: 'TASK_LOST' }), { state: 'TASK_LOST', exitCode: null, message: 'Nobody knows how the container ended' })
})
