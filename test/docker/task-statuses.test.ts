import t from 'tap'
import { DIGEST_LABEL } from '../../lib/docker/pin-image.ts'
import { killedDuringLaunch, runningStatus, terminalTaskStatus, withGaps } from '../../lib/docker/task-statuses.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'

const taskId = { value: 't' }

t.test('RUNNING carries the engine\'s answer as an array of one, without the values of the environment', async (t) => {
  const details = detailsOf({ pid: 7 }, { Id: 'x', Config: { Image: 'i', Env: ['PASSWORD=hush=hush', 'EMPTY='] } })
  const { data, ...status } = runningStatus(taskId, { value: 'c' }, details)
  t.strictSame(status, { taskId, state: 'TASK_RUNNING', containerStatus: { containerId: { value: 'c' }, executorPid: 7 } })
  t.strictSame(JSON.parse(String(data)), [{ Id: 'x', Config: { Image: 'i', Env: ['PASSWORD=', 'EMPTY='] } }])
  t.match(details.raw, { Config: { Env: ['PASSWORD=hush=hush', 'EMPTY='] } }, 'the answer itself is left as it is')
})

t.test('RUNNING says in a label which digest runs, where there is one', async (t) => {
  const { labels } = runningStatus(taskId, { value: 'c' }, { ...detailsOf({}), labels: { [DIGEST_LABEL]: 'app@sha256:1', other: 'x' } })
  t.strictSame(labels, { labels: [{ key: 'fastify-docker-containerizer.image-digest', value: 'app@sha256:1' }] })
})

t.test('a container without an environment has none', async (t) => {
  const { data } = runningStatus(taskId, { value: 'c' }, detailsOf({}, { Config: { Env: null } }))
  t.strictSame(JSON.parse(String(data)), [{ Config: { Env: [] } }])
})

t.test('a terminal status says of the task what is known of its container', async (t) => {
  t.strictSame(terminalTaskStatus(taskId, { status: 0, state: 'TASK_FINISHED', message: 'm' }), { taskId, state: 'TASK_FINISHED', message: 'm' })
  const more = { reason: 'REASON_CONTAINER_LIMITATION_MEMORY' as const, limitation: { resources: [] } }
  t.strictSame(terminalTaskStatus(taskId, { message: 'm', ...more }), { taskId, state: 'TASK_FAILED', message: 'm', ...more })
})

t.test('a task killed before it started says so', async (t) => {
  t.strictSame(killedDuringLaunch(taskId), {
    taskId, state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH', message: 'Killed before delivery to the executor'
  })
})

t.test('a status says where output is missing', async (t) => {
  const status = terminalTaskStatus({ value: 'task' }, { message: 'Container exited with status 0' })
  t.equal(withGaps(status, []), status)
  t.equal(withGaps(status, ['stdout: why', 'stderr: how']).message, 'Container exited with status 0; output is missing: stdout: why; stderr: how')
})
