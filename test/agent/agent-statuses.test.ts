import t from 'tap'
import { containerEnded, killedBeforeLaunch, launchFailed, neverStarted, unsupportedContainer } from '../../lib/agent/agent-statuses.ts'

const taskId = { value: 't' }
const framework = { name: 'f', user: 'root' }

t.test('the agent speaks in the original\'s words', async t => {
  t.strictSame(killedBeforeLaunch(taskId), {
    taskId, state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH', message: 'Killed before delivery to the executor'
  })
  t.strictSame(unsupportedContainer(taskId, ['docker', 'mesos']), {
    taskId,
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LAUNCH_FAILED',
    message: 'None of the enabled containerizers (docker, mesos) could create a container for the provided TaskInfo'
  })
  t.strictSame(launchFailed(taskId, false, new Error('no disk')), {
    taskId, state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Failed to launch container: no disk'
  })
})

t.test('who was killed has not failed', async t => {
  t.equal(launchFailed(taskId, true, new Error('aborted')).state, 'TASK_KILLED')
  t.equal(containerEnded(taskId, true, { state: 'TASK_FAILED', message: 'm' }).state, 'TASK_KILLED')
})

t.test('a task that a restart kept from starting is gone, or lost for who knows no partitions', async t => {
  t.match(neverStarted(taskId, framework), { state: 'TASK_LOST', reason: 'REASON_EXECUTOR_TERMINATED' })
  t.equal(neverStarted(taskId, { ...framework, capabilities: [{ type: 'PARTITION_AWARE' }] }).state, 'TASK_GONE')
})

t.test('an end is told as far as it is known', async t => {
  const known = { state: 'TASK_FINISHED' as const, reason: 'REASON_CONTAINER_LIMITATION' as const, message: 'm' }
  t.strictSame(containerEnded(taskId, false, known), { taskId, ...known })
  t.strictSame(containerEnded(taskId, false, { message: 'm' }), { taskId, state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED', message: 'm' })
  t.match(containerEnded(taskId, false, null), { state: 'TASK_FAILED', message: 'Abnormal executor termination: unknown container' })
})
