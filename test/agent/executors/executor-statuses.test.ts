import t from 'tap'
import { droppedTask, executorEnded, notRegistered, notReregistered, reusedExecutor, terminatingExecutor, updateFailed } from '../../../lib/agent/executors/executor-statuses.ts'
import { framework } from './stage.ts'

const id = { value: 'a' }
const { capabilities, ...old } = framework

t.test('finer states are for frameworks that know them', async t => {
  t.strictSame([droppedTask(id, framework).state, droppedTask(id, old).state], ['TASK_DROPPED', 'TASK_LOST'])
  t.strictSame([terminatingExecutor(id, framework).state, terminatingExecutor(id, old).state], ['TASK_GONE', 'TASK_LOST'])
  t.strictSame([reusedExecutor(id, framework).state, reusedExecutor(id, old).state], ['TASK_DROPPED', 'TASK_LOST'])
  t.strictSame(notRegistered(60_000), { state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT', message: 'Executor did not register within 1mins' })
  t.strictSame([notReregistered(framework, 1).state, notReregistered(old, 1).state], ['TASK_GONE', 'TASK_LOST'])
  t.strictSame(updateFailed(old, new Error('no')), { state: 'TASK_LOST', reason: 'REASON_CONTAINER_UPDATE_FAILED', message: 'Failed to update resources for container: no' })
})

t.test('an executor that ends fails its tasks', async t => {
  const pending = { state: 'TASK_GONE', reason: 'REASON_CONTAINER_UPDATE_FAILED', message: 'p' } as const
  const ended = (...args: [typeof pending | undefined, Parameters<typeof executorEnded>[2]]) => {
    const { state, reason, message, limitation } = executorEnded(id, ...args)
    return [state, reason, message, ...(limitation === undefined ? [] : [limitation])]
  }
  t.strictSame(ended(undefined, null), ['TASK_FAILED', 'REASON_EXECUTOR_TERMINATED', 'Abnormal executor termination: unknown container'])
  t.strictSame(ended(undefined, { message: '' }), ['TASK_FAILED', 'REASON_EXECUTOR_TERMINATED', 'Executor terminated'])
  t.strictSame(ended(undefined, { message: 'm', state: 'TASK_FINISHED', status: 0 }), ['TASK_FAILED', 'REASON_EXECUTOR_TERMINATED', 'm'])
  t.strictSame(ended(pending, { message: 'm' }), ['TASK_GONE', 'REASON_CONTAINER_UPDATE_FAILED', 'p; m'])
  t.strictSame(ended(pending, { message: 'm', reason: 'REASON_CONTAINER_LAUNCH_FAILED', state: 'TASK_FAILED' }), ['TASK_FAILED', 'REASON_CONTAINER_LAUNCH_FAILED', 'p; m'])
  const limitation = { resources: [] }
  t.strictSame(ended(undefined, { message: 'm', reason: 'REASON_CONTAINER_LIMITATION_MEMORY', limitation }), ['TASK_FAILED', 'REASON_CONTAINER_LIMITATION_MEMORY', 'm', limitation])
})
