import t from 'tap'
import { executorTask, stage, update } from './stage.ts'

async function running (...tasks: string[]) {
  const all = await stage()
  await all.launch(...tasks.map(id => executorTask(id)))
  return { ...all, stream: await all.subscribe() }
}

t.test('an update that comes again is acknowledged and told once', async t => {
  const { stream, say, states, metrics } = await running('a')
  const first = await say(update('a', 'TASK_RUNNING'))
  await say(first)
  t.strictSame(states(), ['a TASK_RUNNING'])
  t.strictSame(stream.acknowledged, ['a', 'a'])
  t.match(metrics.snapshot(), { 'slave/valid_status_updates': 2, 'slave/invalid_status_updates': 0 })
})

t.test('updates of a task that is unknown, was never sent or has ended are acknowledged and go nowhere', async t => {
  const { stream, say, states, runner, executor } = await running('a')
  executor().add(executorTask('waiting'))
  await say(update('a', 'TASK_FINISHED'))
  await say(update('a', 'TASK_RUNNING'))
  await say(update('nope', 'TASK_RUNNING'))
  await say(update('waiting', 'TASK_RUNNING'))
  t.strictSame(states(), ['a TASK_FINISHED'])
  t.strictSame(stream.acknowledged, ['a', 'a', 'nope', 'waiting'])
  t.ok(runner.has({ value: 'f1' }, { value: 'waiting' }))
})

t.test('an update of another agent is none', async t => {
  const { stream, say, states, metrics } = await running('a')
  await say(update('a', 'TASK_RUNNING', { agentId: { value: 'agent-S1' } }))
  t.strictSame([states(), stream.acknowledged], [[], []])
  await say(update('a', 'TASK_RUNNING', { agentId: { value: 'agent-S0' } }))
  t.strictSame(states(), ['a TASK_RUNNING'])
  t.match(metrics.snapshot(), { 'slave/valid_status_updates': 1, 'slave/invalid_status_updates': 1 })
})

t.test('an end that could not be kept may be said again', async t => {
  const { runner, stream, say, states } = await running('a')
  const stop = runner.onStatus(async () => { throw new Error('disk full') })
  const end = await say(update('a', 'TASK_FINISHED'))
  const word = await say(update('a', 'TASK_RUNNING'))
  stop()
  t.strictSame(stream.acknowledged, [])
  await say(word)
  await say(end)
  t.strictSame(stream.acknowledged, ['a', 'a'])
  t.strictSame(states().slice(-2), ['a TASK_RUNNING', 'a TASK_FINISHED'])
})

t.test('a task is known until its end is told, and its container is smaller before', async t => {
  const { say, states, runner, chain, executor } = await running('a')
  const seen: unknown[] = []
  chain.update = async (_id, resources) => {
    seen.push(resources, runner.has({ value: 'f1' }, { value: 'a' }), states())
  }
  await say(update('a', 'TASK_FINISHED'))
  t.strictSame(seen, [executor().record.executor.resources, true, []])
  t.strictSame(states(), ['a TASK_FINISHED'])
  t.notOk(runner.has({ value: 'f1' }, { value: 'a' }))
})

t.test('of an endless talker the newest hundred are remembered', async t => {
  const { say, executor } = await running('a')
  for (let count = 0; count < 101; count++) await say(update('a', 'TASK_RUNNING'))
  t.equal(executor().record.tasks[0]?.taken.length, 100)
})

t.test('one that subscribes again says what it does not know to be acknowledged', async t => {
  const { subscribe, states, say, launch, metrics, chain } = await running('a', 'b', 'c')
  const known = await say(update('a', 'TASK_RUNNING'))
  await launch(executorTask('d'))
  const { uuid, ...without } = update('c', 'TASK_RUNNING').status
  const sizes: unknown[] = []
  chain.update = async (_id, [cpus]) => { sizes.push(cpus?.scalar?.value) }
  const stream = await subscribe({
    unacknowledgedUpdates: [known, update('a', 'TASK_FINISHED'), { status: without }],
    unacknowledgedTasks: [executorTask('b')]
  })
  t.strictSame(states(), ['a TASK_RUNNING', 'a TASK_FINISHED', 'c TASK_DROPPED', 'd TASK_DROPPED'])
  t.strictSame(stream.types, ['SUBSCRIBED', 'ACKNOWLEDGED', 'ACKNOWLEDGED'])
  t.strictSame(sizes, [2.5, 1.5], 'once for the end, and once for what was dropped')
  t.match(metrics.snapshot(), { 'slave/invalid_status_updates': 1 })
})
