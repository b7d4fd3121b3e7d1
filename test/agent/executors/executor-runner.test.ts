import t from 'tap'
import { settled } from '../scheduler/fakes.ts'
import { executorInfo, executorTask, framework, frameworkId, stage, update } from './stage.ts'

t.test('the first task starts its executor, and waits for it', async t => {
  const { runner, link, records, launch, subscribe, states, executor } = await stage()
  let config
  link.decide = given => {
    config = given
    t.equal(records.records.size, 1, 'the record comes before the launch')
    return 'SUCCESS'
  }
  await launch(executorTask('a'), executorTask('b'))
  t.match(config, {
    directory: '/f1/e1',
    commandInfo: { value: 'run' },
    executorInfo: { executorId: { value: 'e1' }, frameworkId },
    frameworkId,
    user: 'root',
    resources: [{ scalar: { value: 2 } }]
  })
  t.ok(runner.has(frameworkId, { value: 'b' }))
  t.notOk(runner.has(frameworkId, { value: 'c' }))
  t.strictSame(runner.executors(), [{ ...executorInfo, frameworkId }])
  t.equal(runner.all()[0], executor())
  const stream = await subscribe()
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'LAUNCH'])
  t.strictSame(stream.launched, ['a', 'b'])
  t.match(stream.events[0], { subscribed: { executorInfo: { executorId: { value: 'e1' } }, frameworkInfo: framework, agentInfo: { id: { value: 'agent-S0' } }, containerId: executor().record.containerId } })
  await launch(executorTask('c'))
  t.strictSame(stream.launched, ['a', 'b', 'c'], 'one that is there gets it at once')
  t.strictSame(states(), [])
})

t.test('a group is given out as one, in order of arrival', async t => {
  const { runner, launch, subscribe } = await stage()
  await launch(executorTask('a'))
  runner.launchGroup(framework, [executorTask('b'), executorTask('c')])
  await launch(executorTask('d'))
  const stream = await subscribe()
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'LAUNCH_GROUP', 'LAUNCH'])
  t.strictSame(stream.events[2]?.launchGroup?.taskGroup.tasks?.map(({ taskId }) => taskId.value), ['b', 'c'])
})

t.test('updates are told, kept and acknowledged', async t => {
  const { runner, launch, subscribe, say, statuses, executor } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  await say(update('a', 'TASK_RUNNING', { timestamp: 7 }))
  const { status } = await say(update('a', 'TASK_FINISHED'))
  t.strictSame(stream.acknowledged, ['a', 'a'])
  t.match(statuses, [{ state: 'TASK_RUNNING', timestamp: 7 }, {
    state: 'TASK_FINISHED', uuid: status.uuid, source: 'SOURCE_EXECUTOR', agentId: { value: 'agent-S0' }, executorId: { value: 'e1' }, containerStatus: { containerId: executor().record.containerId }
  }])
  t.notOk(runner.has(frameworkId, { value: 'a' }))
})

t.test('an update that cannot be kept is not acknowledged', async t => {
  const { runner, launch, subscribe, say, log } = await stage()
  const stop = runner.onStatus(async () => { throw new Error('disk full') })
  await launch(executorTask('a'))
  const stream = await subscribe()
  const again = await say(update('a', 'TASK_FINISHED'))
  t.strictSame(stream.acknowledged, [])
  t.strictSame(log.lines, ['an update of an executor could not be kept, it is not acknowledged'])
  stop()
  await say(again)
  t.strictSame(stream.acknowledged, ['a'], 'but may come again')
})

t.test('a kill', async t => {
  await t.test('of an unknown task is none', async t => {
    const { runner } = await stage()
    t.equal(runner.kill(frameworkId, { value: 'a' }), false)
  })

  await t.test('reaches the executor that has the task', async t => {
    const { runner, launch, subscribe } = await stage()
    await launch(executorTask('a'))
    const stream = await subscribe()
    t.ok(runner.kill(frameworkId, { value: 'a' }, { gracePeriod: { nanoseconds: 1 } }))
    runner.kill(frameworkId, { value: 'a' })
    await settled()
    t.strictSame(stream.events.slice(2), [
      { type: 'KILL', kill: { taskId: { value: 'a' }, killPolicy: { gracePeriod: { nanoseconds: 1 } } } },
      { type: 'KILL', kill: { taskId: { value: 'a' } } }
    ])
  })

  await t.test('of a task that waits ends it, its group and an executor that never had any', async t => {
    const { runner, states, ended, link } = await stage()
    runner.launchGroup(framework, [executorTask('a'), executorTask('b')])
    await settled()
    runner.kill(frameworkId, { value: 'b' })
    await settled()
    t.strictSame(states(), ['a TASK_KILLED', 'b TASK_KILLED'])
    t.match(link.calls.at(-1), /^destroy /)
    t.strictSame(ended, [['e1', 9]])
  })

  await t.test('of one of several leaves the others', async t => {
    const { runner, launch, subscribe, states } = await stage()
    await launch(executorTask('a'), executorTask('b'))
    runner.kill(frameworkId, { value: 'a' })
    await settled()
    t.strictSame((await subscribe()).launched, ['b'])
    t.strictSame(states(), ['a TASK_KILLED'])
  })
})

t.test('messages go both ways, to whoever listens', async t => {
  const { runner, launch, subscribe, messages, log, metrics } = await stage()
  const id = { value: 'e1' }
  t.equal(runner.message(frameworkId, id, Buffer.from('lost')), false)
  await launch(executorTask('a'))
  const stream = await subscribe()
  t.equal(runner.message(frameworkId, id, Buffer.from('hello')), true)
  t.strictSame(stream.events.at(-1), { type: 'MESSAGE', message: { data: Buffer.from('hello') } })
  runner.call(runner.get(frameworkId, id)!, { type: 'MESSAGE', executorId: id, frameworkId, message: { data: Buffer.from('hi') } })
  t.strictSame(messages, ['e1: hi'])
  t.match(metrics.snapshot(), { 'slave/valid_framework_messages': 2, 'slave/invalid_framework_messages': 1 })
  t.strictSame(log.lines, ['dropped a message for an executor that does not listen'])
})

t.test('a shutdown', async t => {
  await t.test('of an unknown executor is none', async t => {
    const { runner } = await stage()
    t.equal(runner.shutdown(frameworkId, { value: 'e1' }), false)
  })

  await t.test('is told, and enforced after the grace', async t => {
    const { runner, launch, subscribe, clock, states, ended, link } = await stage()
    await launch(executorTask('a'))
    const stream = await subscribe()
    t.ok(runner.shutdown(frameworkId, { value: 'e1' }))
    runner.shutdown(frameworkId, { value: 'e1' })
    t.equal(stream.types.at(-1), 'SHUTDOWN')
    await launch(executorTask('b'))
    t.strictSame(states(), ['b TASK_GONE'], 'it takes no more tasks')
    await clock.advance(4999)
    t.notOk(link.calls.some(call => call.startsWith('destroy')))
    await clock.advance(1)
    t.strictSame(states(), ['b TASK_GONE', 'a TASK_FAILED'])
    t.strictSame(ended, [['e1', 9]])
    t.notOk(stream.open)
  })

  await t.test('has the grace of the executor where it has one', async t => {
    const { runner, launch, subscribe, clock, ended } = await stage()
    await launch(executorTask('a', { executor: { ...executorInfo, shutdownGracePeriod: { nanoseconds: 1e9 } } }))
    await subscribe()
    runner.shutdown(frameworkId, { value: 'e1' })
    await clock.advance(1000)
    t.equal(ended.length, 1)
  })
})

t.test('after a restart', async t => {
  const before = async () => {
    const first = await stage()
    await first.launch(executorTask('a'), executorTask('b'))
    await first.subscribe()
    await first.say(update('a', 'TASK_RUNNING'))
    await first.launch(executorTask('c'))
    await first.runner.close()
    return first
  }

  await t.test('an executor that runs is waited for, and one that comes back goes on', async t => {
    const { records } = await before()
    const { runner, runs, subscribe, states, clock } = await stage({}, records, [...records.records.values()])
    t.match(runs, [{ executorInfo: { executorId: { value: 'e1' } }, frameworkId, directory: '/f1/e1' }])
    runner.expectBack()
    await clock.advance(1999)
    const stream = await subscribe({ unacknowledgedTasks: [executorTask('b')] })
    t.strictSame(stream.types, ['SUBSCRIBED'])
    await clock.advance(10_000)
    t.strictSame(states(), ['c TASK_DROPPED'], 'what it never heard of is dropped')
  })

  await t.test('one that does not come back in time is ended', async t => {
    const { records } = await before()
    const { runner, clock, statuses } = await stage({}, records, [...records.records.values()])
    runner.expectBack()
    await clock.advance(2000)
    t.match(statuses[0], { state: 'TASK_GONE', reason: 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT', message: 'Executor did not reregister within 2secs; destroyed' })
    t.equal(statuses.length, 3)
    t.equal(records.records.size, 0)
  })

  await t.test('one that has not subscribed yet has the time of a new one', async t => {
    const first = await stage()
    await first.launch(executorTask('a'))
    await first.runner.close()
    const { runner, clock, statuses, records } = await stage({}, first.records, [...first.records.records.values()])
    runner.expectBack()
    await clock.advance(59_999)
    t.strictSame(statuses, [])
    await clock.advance(1)
    t.match(statuses[0], { reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT' })
    t.equal(records.records.size, 0)
  })

  await t.test('one that has ended leaves its tasks failed', async t => {
    const { records } = await before()
    const { statuses, ended } = await stage({}, records)
    t.match(statuses[0], { state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED', message: 'Abnormal executor termination: unknown container' })
    t.strictSame(ended, [['e1', undefined]])
  })

  await t.test('one of a framework that does not checkpoint is forgotten, and a record that cannot be read left', async t => {
    const first = await stage()
    first.runner.launch({ ...framework, checkpoint: false }, executorTask('a'))
    await settled()
    first.records.broken = ['torn']
    const { runs, log, records } = await stage({}, first.records)
    t.strictSame(runs, [])
    t.equal(records.records.size, 0)
    t.strictSame(log.lines, ['the record of an executor cannot be read'])
  })
})

t.test('a closed runner says nothing more, and keeps its records', async t => {
  const { runner, launch, subscribe, link, statuses, records, executor } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  await runner.close()
  t.notOk(stream.open)
  link.end(executor().record.containerId, { message: 'ended' })
  await settled()
  t.strictSame(statuses, [])
  t.equal(records.records.size, 1)
})

t.test('a status of the agent that cannot be kept is logged', async t => {
  const { runner, launch, log } = await stage()
  runner.onStatus(async () => { throw new Error('disk full') })
  await launch(executorTask('a'), executorTask('b'))
  runner.kill(frameworkId, { value: 'a' })
  await settled()
  t.strictSame(log.lines, ['seeing to a status of a task failed'])
})

t.test('a command task with the id of a custom executor is dropped', async t => {
  const { runner, launch, statuses } = await stage()
  const { executor: _, ...command } = executorTask('e1')
  t.notOk(runner.drop(framework, command))
  await launch(executorTask('a'))
  t.ok(runner.drop(framework, command))
  t.match(statuses, [{ taskId: { value: 'e1' }, state: 'TASK_DROPPED', reason: 'REASON_TASK_INVALID', message: 'Cannot reuse an already existing executor for a command task' }])
})

t.test('a command task has an executor that the agent makes, of which nobody else hears', async t => {
  const { executor: _, ...command } = executorTask('a', { container: { type: 'DOCKER', docker: { image: 'i' } } })
  const made = { executorId: { value: 'a' }, shutdownGracePeriod: { nanoseconds: 7e9 } }
  const { runner, link, records, subscribe, states, ended, chain } = await stage({ address: container => ({ ip: container === undefined ? '127.0.0.1' : 'its own', port: 1 }) })
  let launched
  link.decide = config => {
    launched = config
    return 'SUCCESS'
  }
  runner.launch(framework, command, made)
  await settled()
  t.match(launched, { taskInfo: { taskId: { value: 'a' } }, executorInfo: { executorId: { value: 'a' } }, containerInfo: { docker: { image: 'i' } } })
  const stream = await subscribe({}, 'a')
  t.strictSame(stream.launched, ['a'])
  const again = await stage({}, records, [runner.all()[0]!.record])
  t.match(again.runs, [{ taskInfo: { taskId: { value: 'a' } } }], 'after a restart the chain knows the task')
  t.notOk(runner.drop(framework, command))
  runner.launch(framework, command, made)
  t.ok(runner.has(frameworkId, { value: 'a' }))
  runner.call(runner.all()[0]!, { type: 'UPDATE', executorId: { value: 'a' }, frameworkId, update: update('a', 'TASK_FINISHED') })
  await settled()
  t.ok(runner.has(frameworkId, { value: 'a' }), 'a task of the same id waits for its end')
  t.ok(runner.kill(frameworkId, { value: 'a' }))
  await chain.destroy(runner.all()[0]!.record.containerId)
  await settled()
  t.strictSame(states(), ['a TASK_FINISHED', 'a TASK_KILLED'])
  t.strictSame(ended, [])
  runner.launch(framework, command, made)
  t.ok(runner.get(frameworkId, { value: 'a' }))
})
