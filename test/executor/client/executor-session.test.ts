import t from 'tap'
import type { Test } from 'tap'
import type { ExecutorEvent, TaskStatus } from '../../../types/mesos-v1.ts'
import { ExecutorSession } from '../../../lib/executor/client/executor-session.ts'
import type { ExecutorSessionParts } from '../../../lib/executor/client/executor-session.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'
import { silent } from '../../fixtures/docker-parts.ts'
import { StagedAgent } from '../../fixtures/staged-agent.ts'

const status = (state: TaskStatus['state']): TaskStatus => ({ taskId: { value: 't1' }, state })
const task = { name: 't1', taskId: { value: 't1' }, agentId: { value: 'a' } }

function open (t: Test, over: Partial<ExecutorSessionParts> = {}) {
  const [agent, clock, heard] = [new StagedAgent(), new FakeClock(), [] as ExecutorEvent[]]
  const session = new ExecutorSession({ calls: agent, recoveryTimeoutMs: 10_000, retryMs: () => 100, heard: event => heard.push(event), clock, log: silent, ...over })
  t.teardown(() => session.close())
  return { agent, clock, heard, session }
}

t.test('updates go out one after the other with what an agent needs to take them, and are told to be acknowledged', async t => {
  const { agent, session, heard } = open(t)
  const running = session.run()
  const told = [session.say(status('TASK_STARTING')), session.say(status('TASK_RUNNING'))]
  await Promise.all(told)
  t.match(agent.updates, [
    { state: 'TASK_STARTING', source: 'SOURCE_EXECUTOR', timestamp: 1_700_000_000, uuid: Buffer }, { state: 'TASK_RUNNING' }
  ])
  agent.say({ type: 'LAUNCH', launch: { task } })
  agent.say({ type: 'KILL', kill: { taskId: { value: 't1' } } })
  await settled()
  t.same(heard.map(({ type }) => type), ['SUBSCRIBED', 'LAUNCH', 'KILL'], 'acknowledgements are not for others')
  await session.close()
  t.equal(await running, 'CLOSED')
})

t.test('an agent that was away is told of tasks and updates which it may not know', async t => {
  const { agent, session, clock } = open(t)
  session.run()
  agent.acknowledges = false
  agent.say({ type: 'LAUNCH', launch: { task } })
  await settled()
  const told = session.say(status('TASK_RUNNING'))
  await agent.status('TASK_RUNNING')
  agent.leave()
  await settled()
  session.say(status('TASK_FINISHED'))
  await settled()
  t.equal(agent.updates.length, 1, 'nothing is sent to nobody')
  agent.acknowledges = true
  await clock.advance(100)
  await told
  t.match(agent.subscriptions[1], { unacknowledgedTasks: [task], unacknowledgedUpdates: [{ status: { state: 'TASK_RUNNING' } }, { status: { state: 'TASK_FINISHED' } }] })
  agent.leave()
  await clock.advance(100)
  t.same(agent.subscriptions[2], { unacknowledgedTasks: [], unacknowledgedUpdates: [] })
})

t.test('an update that is not taken is sent again', async t => {
  const { agent, session, clock } = open(t)
  session.run()
  await settled()
  agent.deaf = new Error('503')
  const told = session.say(status('TASK_RUNNING'))
  await settled()
  agent.deaf = undefined
  await clock.advance(100)
  await told
  t.equal(agent.updates.length, 1)
})

t.test('an agent that stays away is waited for as long as it may take', async t => {
  const { agent, session, clock } = open(t)
  const running = session.run()
  await settled()
  agent.away = new Error('nobody there')
  agent.leave()
  await clock.advance(9_900)
  agent.away = undefined
  await clock.advance(100)
  agent.away = new Error('nobody there')
  agent.leave()
  await clock.advance(10_100)
  t.equal(await running, 'AWAY')
})

t.test('without recovery the first loss is the end, not an agent that is not there yet', async t => {
  const { agent, session, clock } = open(t, { recoveryTimeoutMs: null })
  agent.away = new Error('not yet')
  const running = session.run()
  await clock.advance(1000)
  agent.away = undefined
  await clock.advance(100)
  agent.leave()
  t.equal(await running, 'AWAY')
})

t.test('a bond is kept alive while it lasts', async t => {
  const { agent, session, clock } = open(t)
  session.run()
  await settled()
  await clock.advance(30 * 60_000)
  agent.deaf = new Error('503')
  await clock.advance(30 * 60_000)
  t.equal(agent.beats.length, 2)
  agent.leave()
  await clock.advance(99)
  t.equal(clock.sleeping, 1, 'only the next attempt is waited for')
})
