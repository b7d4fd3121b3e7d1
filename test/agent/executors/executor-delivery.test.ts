import t from 'tap'
import { settled } from '../scheduler/fakes.ts'
import { executorTask, framework, frameworkId, MemoryStream, stage, update } from './stage.ts'

t.test('a second subscription takes the place of the first', async t => {
  const { launch, subscribe, executor } = await stage()
  await launch(executorTask('a'))
  const first = await subscribe()
  const second = await subscribe({ unacknowledgedTasks: [executorTask('a')] })
  t.notOk(first.open)
  t.strictSame(second.types, ['SUBSCRIBED'])
  t.equal(executor().connection, second)
})

t.test('what it does not know of any more takes no room', async t => {
  const { launch, subscribe, chain } = await stage()
  const sizes: unknown[] = []
  chain.update = async (_id, [cpus]) => { sizes.push(cpus?.scalar?.value) }
  await launch(executorTask('a'), executorTask('b'))
  await subscribe()
  await subscribe({ unacknowledgedTasks: [executorTask('a')] })
  t.strictSame(sizes, [1.5])
})

t.test('it is told what its framework last said of itself', async t => {
  const { launch, subscribe, executor } = await stage({ framework: ({ value }) => ({ ...framework, name: `${value} anew`, checkpoint: false }) })
  await launch(executorTask('a'))
  const stream = await subscribe()
  t.match(stream.events[0], { subscribed: { frameworkInfo: { name: 'f1 anew', checkpoint: true } } })
  executor().heed(framework)
  await subscribe({ unacknowledgedTasks: [executorTask('a')] })
  t.equal(executor().record.framework.name, 'f1 anew')
})

t.test('of two subscriptions at once the last is greeted', async t => {
  const { runner, launch, executor } = await stage()
  await launch(executorTask('a'))
  const streams = [new MemoryStream(), new MemoryStream()] as const
  for (const stream of streams) runner.subscribe(executor(), stream, {})
  await settled()
  t.strictSame(streams.map(({ types }) => types), [[], ['SUBSCRIBED', 'LAUNCH']])
})

t.test('one that is to end is told so, and nothing else', async t => {
  const { runner, launch, subscribe } = await stage()
  await launch(executorTask('a'))
  await subscribe()
  runner.shutdown(frameworkId, { value: 'e1' })
  const stream = await subscribe()
  t.strictSame(stream.types, ['SHUTDOWN'])
  t.notOk(stream.open)
})

t.test('one that has nothing to do and never had is told to end', async t => {
  const { launch, subscribe, executor } = await stage()
  await launch(executorTask('a'))
  executor().record.tasks = []
  const stream = await subscribe()
  t.strictSame(stream.types, ['SHUTDOWN'])
  t.equal(executor().phase, 'TERMINATING')
})

t.test('one that has done its work stays', async t => {
  const { launch, subscribe, say } = await stage()
  await launch(executorTask('a'))
  await subscribe()
  await say(update('a', 'TASK_FINISHED'))
  t.strictSame((await subscribe()).types, ['SUBSCRIBED'])
})

t.test('it is sent a heartbeat every half hour while it listens', async t => {
  const { launch, subscribe, clock } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  await clock.advance(30 * 60_000 - 1)
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH'])
  await clock.advance(1)
  await clock.advance(30 * 60_000)
  t.strictSame(stream.types.slice(2), ['HEARTBEAT', 'HEARTBEAT'])
  stream.close()
  t.equal(clock.sleeping, 0)
})

t.test('what is said while it is away waits until it is back', async t => {
  const { launch, subscribe, runner } = await stage()
  await launch(executorTask('a'))
  const first = await subscribe()
  first.close()
  await launch(executorTask('b'))
  runner.kill(frameworkId, { value: 'a' }, { gracePeriod: { nanoseconds: 5 } })
  const stream = await subscribe({ unacknowledgedTasks: [executorTask('a')] })
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'KILL'])
  t.strictSame(stream.events[2], { type: 'KILL', kill: { taskId: { value: 'a' }, killPolicy: { gracePeriod: { nanoseconds: 5 } } } })
})

t.test('a kill that nobody heard outlives agents, and is said once', async t => {
  const killPolicy = { gracePeriod: { nanoseconds: 5 } }
  const first = await stage()
  await first.launch(executorTask('a'), executorTask('b'))
  const stream = await first.subscribe()
  stream.close()
  first.runner.kill(frameworkId, { value: 'a' }, killPolicy)
  first.runner.kill(frameworkId, { value: 'b' })
  await settled()
  await first.runner.close()
  const records = () => [...structuredClone(first.records.records).values()]
  t.match(records(), [{ tasks: [{ unheardKill: { killPolicy } }, { unheardKill: {} }] }])
  const second = await stage({}, first.records, records())
  await second.runner.close()
  const third = await stage({}, first.records, records())
  const back = await third.subscribe({ unacknowledgedTasks: [executorTask('a'), executorTask('b')] })
  t.strictSame(back.events.slice(1), [{ type: 'KILL', kill: { taskId: { value: 'a' }, killPolicy } }, { type: 'KILL', kill: { taskId: { value: 'b' } } }])
  t.strictSame(records()[0]?.tasks.map(({ unheardKill }) => unheardKill), [undefined, undefined])
})

t.test('a task is given back when its executor went away before it was sent', async t => {
  const { launch, subscribe, records, executor } = await stage()
  await launch(executorTask('a'))
  const first = await subscribe()
  const { write } = records
  records.write = async (key, value) => {
    await write.call(records, key, value)
    if (value.tasks.some(({ info, sent }) => info.name === 'b' && sent)) first.close()
  }
  await launch(executorTask('b'))
  t.strictSame(first.launched, ['a'])
  t.equal(executor().task({ value: 'b' })?.sent, false)
})

t.test('a group is sent as a group', async t => {
  const { runner, subscribe } = await stage()
  runner.launchGroup(framework, [executorTask('a'), executorTask('b')])
  await settled()
  const stream = await subscribe()
  t.match(stream.events[1], { type: 'LAUNCH_GROUP', launchGroup: { taskGroup: { tasks: [{ name: 'a' }, { name: 'b' }] } } })
})

t.test('a kill without a policy is passed on as it is', async t => {
  const { launch, subscribe, runner } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  runner.kill(frameworkId, { value: 'a' })
  await settled()
  t.strictSame(stream.events.at(-1), { type: 'KILL', kill: { taskId: { value: 'a' } } })
})

t.test('a kill does not overtake its task', async t => {
  const { launch, subscribe, runner, records } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  const { write } = records
  records.write = async (key, value) => {
    if (value.tasks.some(({ info, sent }) => info.name === 'b' && sent)) runner.kill(frameworkId, { value: 'b' })
    await settled()
    await write.call(records, key, value)
  }
  await launch(executorTask('b'))
  while (stream.events.length < 4) await settled()
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'LAUNCH', 'KILL'])
})

t.test('a kill whose task ended before its turn is none', async t => {
  const { subscribe, launch, runner, say } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  const said = say(update('a', 'TASK_FINISHED'))
  runner.kill(frameworkId, { value: 'a' })
  await said
  t.notOk(stream.types.includes('KILL'))
})

t.test('a network of its own is told with its tasks', async t => {
  const { launch, subscribe, chain, say, statuses } = await stage()
  chain.status = async containerId => ({ containerId, networkInfos: [{ name: 'bridge' }] })
  await launch(executorTask('a'))
  await subscribe()
  await say(update('a', 'TASK_RUNNING'))
  t.match(statuses, [{ containerStatus: { networkInfos: [{ name: 'bridge' }] } }])
})

t.test('where nothing is known of its network, it is the host\'s', async t => {
  const { launch, subscribe, chain, say, statuses } = await stage()
  chain.status = async () => { throw new Error('unknown') }
  await launch(executorTask('a'))
  await subscribe()
  await say(update('a', 'TASK_RUNNING'))
  t.match(statuses, [{ containerStatus: { networkInfos: [{ ipAddresses: [{ ipAddress: '127.0.0.1' }] }] } }])
})

t.test('what goes wrong is logged', async t => {
  await t.test('with a subscription, which is then ended', async t => {
    const { launch, subscribe, runner, log } = await stage()
    await launch(executorTask('a'))
    runner.onStatus(async () => { throw new Error('disk full') })
    const stream = await subscribe()
    stream.close()
    const again = await subscribe({ unacknowledgedUpdates: [update('a', 'TASK_RUNNING')] })
    t.notOk(again.open)
    t.strictSame(log.lines, ['the subscription of an executor failed'])
  })

  await t.test('with a delivery', async t => {
    const { launch, subscribe, executor, log } = await stage()
    await launch(executorTask('a'))
    const stream = await subscribe()
    stream.send = () => { throw new Error('broken') }
    await launch(executorTask('b'))
    t.strictSame(log.lines, ['tasks could not be given to their executor'])
    t.ok(executor())
  })

  await t.test('with a kill', async t => {
    const { launch, subscribe, runner, log } = await stage()
    await launch(executorTask('a'))
    const stream = await subscribe()
    stream.send = () => { throw new Error('broken') }
    runner.kill(frameworkId, { value: 'a' })
    await settled()
    t.strictSame(log.lines, ['a kill could not be given to an executor'])
  })

  await t.test('with a record', async t => {
    const { launch, subscribe, records, log } = await stage()
    await launch(executorTask('a'))
    records.failure = new Error('disk full')
    const stream = await subscribe()
    t.strictSame(stream.launched, ['a'], 'which keeps no task from running')
    t.ok(log.lines.includes('what became of an executor could not be kept'))
  })
})
