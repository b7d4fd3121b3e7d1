import t from 'tap'
import { launchFailure } from '../../lib/docker/launch-failure.ts'
import { engineRefused } from '../../lib/engine/engine-error.ts'

const taskId = { value: 't' }
const cause = new Error('Failed to fetch')
const refused = engineRefused(404, 'network nonet not found')
const failed = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' }

t.test('a start that failed is the task\'s to tell, and the launch has come about', async (t) => {
  const message = 'Container exited with status 125: a network does not exist'
  t.strictSame(launchFailure(refused, { stage: 'MOUNTING', stop: null, taskId }), {
    status: { taskId, ...failed, message }, termination: { ...failed, status: 125 << 8, message: 'Container terminated' }, error: null
  })
})

t.test('without a task whoever asked is told', async (t) => {
  const { status, termination, error } = launchFailure(refused, { stage: 'MOUNTING', stop: null, taskId: undefined })
  t.equal(status, null)
  t.strictSame(termination, { ...failed, status: 125 << 8, message: 'network nonet not found' })
  t.match(error, { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: 'Container exited with status 125: a network does not exist', cause: refused })
})

t.test('before the create whoever asked is told, task or not', async (t) => {
  t.strictSame(launchFailure(cause, { stage: 'FETCHING', stop: null, taskId }), { status: null, termination: { ...failed, message: 'Failed to fetch' }, error: cause })
})

t.test('what was stopped says in which stage, and a killed task was killed', async (t) => {
  const message = 'Container destroyed while pulling image'
  const destroyed = launchFailure(cause, { stage: 'PULLING', stop: 'DESTROY', taskId })
  t.match(destroyed, { status: null, termination: { ...failed, message }, error: { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message, cause } })
  const killed = launchFailure(cause, { stage: 'PULLING', stop: 'KILL', taskId })
  t.match(killed, { status: { state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH' }, termination: { state: 'TASK_KILLED', message } })
  t.equal(launchFailure(cause, { stage: 'PULLING', stop: 'KILL', taskId: undefined }).status, null)
})
