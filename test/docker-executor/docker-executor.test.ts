import t from 'tap'
import type { Test } from 'tap'
import { dockerExecutor } from '../../lib/docker-executor/docker-executor.ts'
import type { DockerExecutorParts } from '../../lib/docker-executor/docker-executor.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import { dockerParts, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'
import { StagedAgent } from '../fixtures/staged-agent.ts'
import { systemClock } from '../../lib/util/system-clock.ts'

async function stage (t: Test, over: Partial<DockerExecutorParts> = {}) {
  const { socketPath, close } = await startFakeEngine()
  t.teardown(close)
  const parts = await dockerParts(t, { engine: connectEngine({ socketPath }) })
  const agent = new StagedAgent()
  const { directory } = taskConfig(parts.directory, {})
  const interruption = new AbortController()
  const ended = () => dockerExecutor({
    calls: agent,
    recoveryTimeoutMs: 60_000,
    backoffMaxMs: 2000,
    signal: interruption.signal,
    clock: systemClock,
    log: silent,
    task: { parts, container: 'the-one', directory, environment: {}, shutdownGraceMs: 2000 },
    ...over
  })
  const launch = (command: string) => agent.say({ type: 'LAUNCH', launch: { task: taskConfig('/', shell(command), {}, { taskId: { value: 't1' } }).taskInfo as TaskInfo } })
  return { agent, ended, launch, interruption }
}

/** Once its agent has greeted it. */
const greeted = (agent: StagedAgent) => agent.until(({ subscriptions }) => subscriptions.length > 0)

t.test('it is over when the agent knows how its task ended', async t => {
  const { agent, ended, launch } = await stage(t)
  agent.acknowledges = false
  const ending = ended()
  await greeted(agent)
  await new Promise(setImmediate)
  agent.say({ type: 'ERROR', error: { message: 'nothing serious' } })
  launch('exit 3')
  t.match(await agent.status('TASK_FAILED'), { message: 'Container exited with status 3' })
  agent.acknowledges = true
  agent.leave()
  t.equal(await ending, 0)
  t.same(agent.subscriptions[1]?.unacknowledgedUpdates?.map(({ status: { state } }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FAILED'])
})

t.test('a kill ends its task', async t => {
  const { agent, ended, launch } = await stage(t)
  const ending = ended()
  await greeted(agent)
  await new Promise(setImmediate)
  launch('exec sleep 1000')
  await agent.status('TASK_RUNNING')
  agent.say({ type: 'KILL', kill: { taskId: { value: 't1' }, killPolicy: { gracePeriod: { nanoseconds: 0 } } } })
  t.equal(await ending, 0)
  t.match(agent.updates.at(-1), { state: 'TASK_KILLED' })
})

t.test('told to end it kills its task, and waits a while for the agent to know', async t => {
  const { agent, ended, launch } = await stage(t)
  const ending = ended()
  await greeted(agent)
  await new Promise(setImmediate)
  launch('exec sleep 1000')
  await agent.status('TASK_RUNNING')
  agent.acknowledges = false
  agent.say({ type: 'SHUTDOWN' })
  t.equal(await ending, 0)
  t.match(agent.updates.at(-1), { state: 'TASK_KILLED' })
})

t.test('without a task there is nothing to wait for', async t => {
  const { ended, interruption } = await stage(t)
  interruption.abort()
  t.equal(await ended(), 0)
})

t.test('an agent that stays away takes the task along', async t => {
  const { agent, ended, launch } = await stage(t, { recoveryTimeoutMs: null })
  const ending = ended()
  await greeted(agent)
  await new Promise(setImmediate)
  launch('exec sleep 1000')
  await agent.status('TASK_RUNNING')
  agent.leave()
  t.equal(await ending, 0)
})
