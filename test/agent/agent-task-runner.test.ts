import t from 'tap'
import { AgentTaskRunner } from '../../lib/agent/agent-task-runner.ts'
import type { AgentTaskRunnerParts } from '../../lib/agent/agent-task-runner.ts'
import type { AgentRun } from '../../lib/agent/agent-run.ts'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { containerKey } from '../../lib/util/container-key.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { TaskInfo, TaskState, TaskStatus } from '../../types/mesos-v1.ts'
import { MemoryLink, plainLink } from '../fixtures/memory-link.ts'
import { commandTask, FakeClock, MemoryLog, MemoryStore, settled } from './scheduler/fakes.ts'

const framework = { name: 'f', user: 'root', id: { value: 'f1' } }
const frameworkId = framework.id
const one: TaskInfo = commandTask('one')

/** A runner over a chain of one link, which tells of tasks unless it is `plain`. */
async function stage (options: { plain?: boolean, over?: Partial<AgentTaskRunnerParts>, recover?: boolean } = {}) {
  const link = new MemoryLink('memory')
  const chain = new ComposingContainerizer([options.plain === true ? plainLink(link) : link])
  const runs = new MemoryStore<AgentRun>()
  const log = new MemoryLog()
  const runner = new AgentTaskRunner({
    agentInfo: { id: { value: 'agent-S0' }, hostname: 'h' },
    ip: '127.0.0.1',
    containerizers: chain,
    runs,
    prepareDirectory: async (...ids) => `/${ids.slice(0, 2).join('/')}`,
    switchUser: true,
    shutdownGracePeriodMs: 5000,
    clock: new FakeClock(),
    log,
    ...options.over
  })
  const statuses: TaskStatus[] = []
  runner.onStatus((id, status) => {
    t.strictSame(id, frameworkId)
    statuses.push(status)
  })
  if (options.recover !== false) await chain.recover(null)
  const states = () => statuses.map(({ state }) => state)
  const say = (state: TaskState) => link.say(runner.runs()[0]!.containerId, { taskId: one.taskId, state })
  return { link, chain, runs, log, runner, statuses, states, say }
}

t.test('a task is recorded, launched through the chain, and its statuses are completed', async t => {
  const { runner, runs, link, say, statuses, states } = await stage()
  let config
  link.decide = given => {
    config = given
    t.equal(runs.records.size, 1, 'the record comes before the launch')
    return 'SUCCESS'
  }
  runner.launch(framework, one)
  t.ok(runner.has(frameworkId, one.taskId))
  t.equal(runner.kill(frameworkId, { value: 'other' }), false)
  await say('TASK_STARTING')
  await settled()
  t.match(config, { directory: '/f1/one', taskInfo: one, frameworkId })
  await say('TASK_RUNNING')
  await say('TASK_FINISHED')
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'])
  t.match(statuses[2], { source: 'SOURCE_EXECUTOR', agentId: { value: 'agent-S0' }, executorId: one.taskId, containerStatus: { containerId: { value: String } } })
  t.equal(runner.has(frameworkId, one.taskId), false)
  t.equal(runs.records.size, 0)
})

t.test('the record of an ended task stays until its last status is kept', async t => {
  const { runner, runs, say } = await stage()
  const kept = deferred<void>()
  const stop = runner.onStatus((_id, { state }) => state === 'TASK_FINISHED' ? kept.promise : undefined)
  runner.launch(framework, one)
  await settled()
  await say('TASK_RUNNING')
  const said = say('TASK_FINISHED')
  await settled()
  t.equal(runs.records.size, 1)
  kept.resolve()
  await said
  t.equal(runs.records.size, 0)
  stop()
})

t.test('a status of a container that is not ours, or of a task that has ended, goes nowhere', async t => {
  const { runner, link, states, say } = await stage()
  await link.say({ value: 'stranger' }, { taskId: one.taskId, state: 'TASK_RUNNING' })
  runner.launch(framework, one)
  await settled()
  const { containerId } = runner.runs()[0]!
  await say('TASK_FAILED')
  await link.say(containerId, { taskId: one.taskId, state: 'TASK_KILLING' })
  t.strictSame(states(), ['TASK_RUNNING', 'TASK_FAILED'])
})

t.test('a containerizer that does not speak of tasks is spoken for', async t => {
  await t.test('from its launch to its end', async t => {
    const { runner, link, statuses, states } = await stage({ plain: true })
    runner.launch(framework, one)
    await settled()
    t.strictSame(states(), ['TASK_RUNNING'])
    link.end(runner.runs()[0]!.containerId, { state: 'TASK_FINISHED', message: 'done' })
    await settled()
    t.match(statuses[1], { state: 'TASK_FINISHED', message: 'done', source: 'SOURCE_AGENT' })
  })

  await t.test('and killed by destroying it', async t => {
    const { runner, link, statuses } = await stage({ plain: true })
    runner.launch(framework, one)
    await settled()
    t.equal(runner.kill(frameworkId, one.taskId, { gracePeriod: { nanoseconds: 1 } }), true)
    await settled()
    t.match(link.calls.at(-1), /^destroy /)
    t.match(statuses[1], { state: 'TASK_KILLED', message: 'destroyed' })
  })
})

t.test('a launch that nobody takes, or that fails, is a status', async t => {
  await t.test('none supports it', async t => {
    const { runner, link, statuses } = await stage()
    link.decide = () => 'NOT_SUPPORTED'
    runner.launch(framework, one)
    await settled()
    t.match(statuses, [{ state: 'TASK_FAILED', message: /\(memory\) could not|enabled containerizers \(memory\)/ }])
  })

  await t.test('it fails, and what is left of it is destroyed', async t => {
    const { runner, link, statuses } = await stage()
    link.keepFailed = true
    link.decide = () => { throw new Error('no image') }
    runner.launch(framework, one)
    await settled()
    t.match(statuses, [{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Failed to launch container: no image' }])
    t.match(link.calls.at(-1), /^destroy /)
  })

  await t.test('a record that cannot be written fails it, and clearing up may fail too', async t => {
    const { runner, runs, chain, statuses, log } = await stage()
    runs.failure = new Error('disk full')
    chain.destroy = async () => { throw new Error('engine gone') }
    runner.launch(framework, one)
    await settled()
    t.match(statuses, [{ state: 'TASK_FAILED', message: /disk full/ }])
    t.strictSame(log.lines, ['clearing up after a failed launch failed', 'seeing to a status of a task failed'])
  })
})

t.test('a kill', async t => {
  await t.test('goes to the containerizer that speaks for the task', async t => {
    const { runner, link, say } = await stage()
    runner.launch(framework, one)
    await settled()
    await say('TASK_RUNNING')
    runner.kill(frameworkId, one.taskId)
    await settled()
    t.match(link.calls.at(-1), /^killTask /)
  })

  await t.test('before the launch ends the task at once', async t => {
    const directory = deferred<string>()
    const { runner, link, statuses } = await stage({ over: { prepareDirectory: () => directory.promise } })
    runner.launch(framework, one)
    runner.kill(frameworkId, one.taskId)
    directory.resolve('/sandbox')
    await settled()
    t.match(statuses, [{ state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH' }])
    t.strictSame(link.calls.filter(call => call.startsWith('launch')), [])
  })

  await t.test('during the launch reaches the container', async t => {
    const { runner, link } = await stage()
    const decision = deferred<'SUCCESS'>()
    link.decide = () => decision.promise
    runner.launch(framework, one)
    await settled()
    runner.kill(frameworkId, one.taskId)
    decision.resolve('SUCCESS')
    await settled()
    t.strictSame(link.calls.slice(1).map(call => call.split(' ')[0]), ['launch', 'killTask', 'destroy'], 'and destroyed, for its containerizer did not know it yet')
  })

  await t.test('that fails is logged', async t => {
    const { runner, chain, log } = await stage()
    runner.launch(framework, one)
    await settled()
    chain.killTask = async () => { throw new Error('engine gone') }
    runner.kill(frameworkId, one.taskId)
    await settled()
    t.strictSame(log.lines, ['the kill of a task failed'])
  })
})

t.test('after a restart', async t => {
  const record = (id: string): AgentRun => ({ containerId: { value: id }, framework, task: commandTask(id), directory: `/${id}` })

  await t.test('records become the chain\'s state, and tasks without a container are gone', async t => {
    const { runner, runs, chain, link, statuses, log } = await stage({ recover: false })
    for (const id of ['alive', 'never']) runs.records.set(id, record(id))
    runs.broken = ['torn']
    const state = await runner.load()
    t.match(state, { unreadable: ['torn'], runs: [{ containerId: { value: 'alive' }, frameworkId, executorInfo: { executorId: { value: 'alive' } }, taskInfo: { name: 'alive' }, directory: '/alive' }, {}] })
    t.strictSame(log.lines, ['the record of a task cannot be read'])
    link.recovering = async () => { link.add({ value: 'alive' }) }
    await chain.recover({ agentId: { value: 'agent-S0' }, rebooted: false, ...state })
    runner.settle()
    await settled()
    t.match(statuses, [{ taskId: { value: 'never' }, state: 'TASK_LOST', source: 'SOURCE_AGENT' }])
    t.strictSame(runner.runs().map(({ containerId, begun }) => [containerKey(containerId), begun]), [['alive', true]])
  })

  await t.test('a container that is not spoken for is watched, one that is, is not', async t => {
    const { runner, runs, chain, link, states } = await stage({ recover: false })
    runs.records.set('alive', record('alive'))
    const state = await runner.load()
    link.recovering = async () => { link.add({ value: 'alive' }) }
    await chain.recover({ agentId: { value: 'agent-S0' }, rebooted: false, ...state })
    runner.settle()
    await link.say({ value: 'alive' }, { taskId: { value: 'alive' }, state: 'TASK_RUNNING' })
    runner.settle()
    link.end({ value: 'alive' }, { message: 'ended' })
    await settled()
    t.strictSame(states(), ['TASK_RUNNING'], 'its containerizer has the word')
  })
})

t.test('a status that cannot be kept is logged', async t => {
  const { runner, log } = await stage({ plain: true })
  runner.onStatus(async () => { throw new Error('disk full') })
  runner.launch(framework, one)
  await settled()
  t.strictSame(log.lines, ['seeing to a status of a task failed'])
})

t.test('a closed runner says nothing more, and keeps its records', async t => {
  const { runner, runs, link, statuses } = await stage({ plain: true })
  runner.launch(framework, one)
  await settled()
  runner.close()
  link.end(runner.runs()[0]!.containerId, { message: 'ended' })
  await settled()
  t.equal(statuses.length, 1)
  t.equal(runs.records.size, 1)
  t.equal(link.listeners.size, 0)
})
