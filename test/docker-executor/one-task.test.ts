import t from 'tap'
import type { Test } from 'tap'
import type { ExecutorEventSubscribed, TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import { OneTask } from '../../lib/docker-executor/one-task.ts'
import type { OneTaskParts } from '../../lib/docker-executor/one-task.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { dockerParts, shell, taskConfig } from '../fixtures/docker-parts.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'

const by: ExecutorEventSubscribed = {
  executorInfo: { executorId: { value: 'e' }, command: {}, frameworkId: { value: 'f' } },
  frameworkInfo: { name: 'f', user: 'root', capabilities: [{ type: 'TASK_KILLING_STATE' }] },
  agentInfo: { hostname: 'here' },
  containerId: { value: 'c1' }
}

async function stage (t: Test, over: Partial<OneTaskParts> = {}) {
  const { socketPath, close } = await startFakeEngine()
  t.teardown(close)
  const parts = await dockerParts(t, { engine: connectEngine({ socketPath }) })
  const { directory } = taskConfig(parts.directory, {})
  const said: TaskStatus[] = []
  const task = new OneTask({ parts, container: 'the-one', directory, environment: { MORE: 'more' }, shutdownGraceMs: 2000, say: async status => { said.push(status) }, ...over })
  return { task, said, engine: parts.engine }
}

const taskInfo = (command: string, over: Partial<TaskInfo> = {}): TaskInfo => taskConfig('/', shell(command), {}, { taskId: { value: 't1' }, ...over }).taskInfo as TaskInfo

t.test('the task runs in a container of that name and is told of from beginning to end', async t => {
  const { task, said } = await stage(t)
  t.notOk(task.taken)
  task.launch(taskInfo('test "$MORE" = more', { limits: { cpus: { value: 1 } }, resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }] }), by)
  t.ok(task.taken)
  await task.finished
  await task.over
  t.match(said, [{ state: 'TASK_STARTING' }, { state: 'TASK_RUNNING' }, { state: 'TASK_FINISHED', message: 'Container exited with status 0' }])
})

t.test('a kill is carried out as its policy says, and announced to who knows what that is', async t => {
  const { task, said } = await stage(t)
  task.kill()
  task.launch(taskInfo('exec sleep 1000'), { ...by, frameworkInfo: { name: 'f', user: 'root' } })
  while (!said.some(({ state }) => state === 'TASK_RUNNING')) await new Promise(setImmediate)
  task.kill({ gracePeriod: { nanoseconds: 0 } })
  await task.finished
  t.match(said.at(-1), { state: 'TASK_KILLED', message: 'Container exited with status 137' })
})

t.test('a shutdown kills with most of the time it has', async t => {
  const { task, said } = await stage(t)
  task.launch(taskInfo('exec sleep 1000'), by)
  while (!said.some(({ state }) => state === 'TASK_RUNNING')) await new Promise(setImmediate)
  task.shutdown()
  await task.finished
  t.same(said.slice(2).map(({ state }) => state), ['TASK_KILLING', 'TASK_KILLED'])
})

t.test('a kill in the middle of the launch ends it', async t => {
  const { task, said } = await stage(t)
  task.launch(taskInfo('exec sleep 1000'), by)
  task.kill()
  await task.finished
  t.match(said.at(-1), { state: 'TASK_KILLED' })
})

t.test('there is no second task', async t => {
  const { task, said } = await stage(t)
  task.launch(taskInfo('exit 0'), { executorInfo: { executorId: { value: 'e' }, command: {} }, frameworkInfo: by.frameworkInfo, agentInfo: by.agentInfo })
  task.launch(taskInfo('exit 0', { taskId: { value: 't2' } }), by)
  await task.finished
  t.match(said.find(({ taskId }) => taskId.value === 't2'), { state: 'TASK_FAILED', message: 'Attempted to run multiple tasks using a "docker" executor' })
})

t.test('a task that cannot be planned has failed', async t => {
  const { task, said } = await stage(t)
  const { container, command, limits, ...bare } = taskInfo('exit 0')
  task.launch(bare, by)
  await task.finished
  t.match(said, [{ state: 'TASK_FAILED', message: /^Failed to create docker run options: container.type null: / }])
})
