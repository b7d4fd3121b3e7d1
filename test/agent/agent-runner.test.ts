import t from 'tap'
import { AgentRunner } from '../../lib/agent/agent-runner.ts'
import { AgentTaskRunner } from '../../lib/agent/agent-task-runner.ts'
import { ExecutorRunner } from '../../lib/agent/executors/executor-runner.ts'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { executorTask, framework, frameworkId, MemoryStream } from './executors/stage.ts'
import { commandTask, FakeClock, MemoryLog, MemoryStore, settled } from './scheduler/fakes.ts'

t.test('each kind of task goes to its own runner, and both are one to whoever asks', async t => {
  const chain = new ComposingContainerizer([new MemoryLink('memory')])
  const parts = {
    agentInfo: { id: { value: 'agent-S0' }, hostname: 'h' },
    ip: '127.0.0.1',
    containerizers: chain,
    prepareDirectory: async () => '/s',
    switchUser: false,
    shutdownGracePeriodMs: 5000,
    clock: new FakeClock(),
    log: new MemoryLog()
  }
  const executors = new ExecutorRunner({
    ...parts,
    records: new MemoryStore(),
    address: () => ({ ip: '127.0.0.1', port: 1 }),
    tokens: undefined,
    variables: {},
    registrationTimeoutMs: 60_000,
    reregistrationTimeoutMs: 2000,
    recoveryTimeoutMs: 900_000,
    metrics: new MetricsBook()
  })
  const runner = new AgentRunner(new AgentTaskRunner({ ...parts, runs: new MemoryStore() }), executors)
  t.strictSame(await runner.load(), { runs: [], unreadable: [] })
  await chain.recover(null)
  runner.settle()
  const states: string[] = []
  const stop = runner.onStatus((_id, { taskId, state }) => { states.push(`${taskId.value} ${state}`) })
  const gone: string[] = []
  const deafen = runner.onExecutor({ message () {}, ended: (_id, { value }) => gone.push(value) })

  t.equal(runner.agentInfo, parts.agentInfo)
  runner.launch(framework, commandTask('plain'))
  runner.launch(framework, executorTask('own'))
  runner.launchGroup(framework, [executorTask('g1'), executorTask('g2')])
  runner.launch(framework, commandTask('e1'))
  await settled()
  t.strictSame(['plain', 'own', 'g2', 'nope'].map(value => runner.has(frameworkId, { value })), [true, true, true, false])
  t.match(runner.executors(), [{ executorId: { value: 'e1' } }])
  t.strictSame(runner.running().map(({ executorInfo: { executorId }, phase }) => [executorId.value, phase]), [['plain', 'RUNNING'], ['e1', 'REGISTERING']])

  const stream = new MemoryStream()
  executors.subscribe(executors.get(frameworkId, { value: 'e1' })!, stream, {})
  await settled()
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'LAUNCH_GROUP'])
  t.ok(runner.message(frameworkId, { value: 'e1' }, Buffer.from('hi')))
  t.strictSame(['plain', 'own', 'nope'].map(value => runner.kill(frameworkId, { value })), [true, true, false])
  await settled()
  t.equal(stream.types.at(-1), 'KILL')
  t.strictSame(['e1', 'plain'].map(value => runner.shutdown(frameworkId, { value })), [true, false])
  await parts.clock.advance(5000)
  t.strictSame(gone, ['e1'])
  t.strictSame(states, ['e1 TASK_DROPPED', 'plain TASK_RUNNING', 'own TASK_FAILED', 'g1 TASK_FAILED', 'g2 TASK_FAILED'])
  stop()
  deafen()
  await runner.close()

  const generating = new AgentRunner(new AgentTaskRunner({ ...parts, runs: new MemoryStore() }), executors, (_framework, task) =>
    task.taskId.value === 'made' ? { task, executor: { executorId: { value: 'made' } } } : undefined)
  generating.launch(framework, commandTask('made'))
  const { resources: _none, ...bare } = commandTask('unmade')
  generating.launch(framework, bare)
  t.match(generating.running().find(({ executorInfo: { executorId } }) => executorId.value === 'unmade'), { phase: 'REGISTERING', resources: [] })
  t.match(executors.executors(), [{ executorId: { value: 'made' } }], 'a command task may be given an executor')
  await settled()
  await generating.close()
})
