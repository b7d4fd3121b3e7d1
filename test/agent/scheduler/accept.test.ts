import t from 'tap'
import { commandTask, frameworkInfo } from './fakes.ts'
import { call, join, launch, operate, stage } from './stage.ts'

t.test('tasks on offers that do not hold are dropped, and the offers that were ours are given back', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const [offer] = connection.offers
  await operate(master, connection, [offer!.id.value, 'nope'],
    { type: 'LAUNCH', launch: { taskInfos: [commandTask('a')] } },
    { type: 'LAUNCH_GROUP', launchGroup: { executor: { executorId: { value: 'e' } }, taskGroup: { tasks: [commandTask('b')] } } },
    { type: 'RESERVE', id: { value: 'op' } })
  for (const [index, id] of ['a', 'b'].entries()) {
    t.match(connection.statuses[index], {
      taskId: { value: id },
      state: 'TASK_DROPPED',
      reason: 'REASON_INVALID_OFFERS',
      message: 'Task launched with invalid offers: Offer nope is no longer valid',
      uuid: undefined
    })
  }
  t.match(connection.of('UPDATE_OPERATION_STATUS')[0], { updateOperationStatus: { status: { state: 'OPERATION_DROPPED' } } })
  t.equal(runner.launched.length, 0)
  t.equal(connection.offers.length, 2)
  await master.close()
})

t.test('what cannot be launched is told, the rest is', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'), commandTask('a'), commandTask('b', { container: { type: 'DOCKER' } }))
  t.match(connection.statuses, [{ state: 'TASK_ERROR', message: 'Task has duplicate ID: a' }, { state: 'TASK_ERROR', reason: 'REASON_TASK_INVALID' }])
  t.equal(runner.launched.length, 1)
  const { resources, ...bare } = commandTask('none')
  await launch(master, connection, bare)
  t.match(connection.statuses.at(-1), { message: 'Task uses no resources' })
  await master.close()
})

t.test('groups and other operations are refused', async t => {
  const { start } = stage()
  const master = await start()
  const connection = await join(master)
  await operate(master, connection, [connection.lastOffer.id.value],
    { type: 'LAUNCH_GROUP', launchGroup: { executor: { executorId: { value: 'e' } }, taskGroup: { tasks: [commandTask('b')] } } },
    { type: 'RESERVE', id: { value: 'op' } },
    { type: 'LAUNCH' },
    {})
  t.match(connection.statuses, [{ state: 'TASK_ERROR', reason: 'REASON_TASK_GROUP_INVALID' }])
  t.match(connection.of('UPDATE_OPERATION_STATUS'), [{ updateOperationStatus: { status: { state: 'OPERATION_ERROR', message: 'Operation RESERVE is not supported by this agent' } } }])
  await operate(master, connection, ['nope'], {})
  t.equal(connection.of('UPDATE_OPERATION_STATUS').length, 1)
  await master.close()
})

t.test('a task of an executor takes its executor\'s part of the offer once', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const executor = { executorId: { value: 'e' }, command: {}, resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 7.5 } }] }
  const task = (id: string) => {
    const { command, ...rest } = commandTask(id)
    return { ...rest, executor }
  }
  const { launch: plain } = runner
  runner.launch = (framework, given) => {
    plain.call(runner, framework, given)
    runner.hosted = [{ ...given.executor!, frameworkId: framework.id! }]
  }
  await launch(master, connection, task('a'), task('b'), { ...task('c'), executor: { ...executor, command: { value: 'other' } } })
  t.match(runner.launched, [{ task: { executor: { resources: [{ allocationInfo: { role: '*' } }] } } }, {}])
  t.match(connection.statuses, [{ taskId: { value: 'c' }, message: 'ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID' }])
  t.strictSame(connection.lastOffer.resources?.map(({ scalar, ranges }) => scalar?.value ?? ranges), [0.3, 7936, { range: [{ begin: 31000, end: 32000 }] }])
  await master.close()
})

t.test('a task group is launched as a whole or not at all', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const executor = { type: 'CUSTOM' as const, executorId: { value: 'e' }, command: {}, resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 7.5 } }] }
  const task = (id: string) => {
    const { command, ...rest } = commandTask(id)
    return rest
  }
  const group = (...ids: string[]) => operate(master, connection, [connection.lastOffer.id.value], { type: 'LAUNCH_GROUP', launchGroup: { executor, taskGroup: { tasks: ids.map(task) } } })
  await group('a', '../b')
  t.match(connection.statuses, [{ taskId: { value: 'a' }, message: "'../b' contains invalid characters", reason: 'REASON_TASK_GROUP_INVALID' }, { taskId: { value: '../b' } }])
  await group('a', 'b')
  t.strictSame(runner.groups, [['a', 'b']])
  await operate(master, connection, [connection.lastOffer.id.value], { type: 'LAUNCH_GROUP', launchGroup: { executor, taskGroup: {} } })
  t.equal(connection.statuses.length, 2)
  await master.close()
})

t.test('nothing accepted is a refusal of all', async t => {
  const { start, clock } = stage()
  const master = await start()
  const connection = await join(master)
  await call(master, connection, { type: 'ACCEPT', accept: { offerIds: [connection.lastOffer.id] } })
  t.equal(connection.offers.length, 1)
  await clock.advance(5000)
  t.equal(connection.offers.length, 2)
  await call(master, connection, { type: 'ACCEPT', accept: {} })
  await call(master, connection, { type: 'DECLINE', decline: {} })
  t.equal(connection.offers.length, 2)
  await master.close()
})

t.test('nobody can decline the offers of another', async t => {
  const { start } = stage()
  const master = await start()
  const first = await join(master)
  const second = await join(master, frameworkInfo({ name: 'second' }))
  await call(master, second, { type: 'DECLINE', decline: { offerIds: [first.lastOffer.id] } })
  t.equal(second.offers.length, 0)
  await call(master, first, { type: 'DECLINE', decline: { offerIds: [first.lastOffer.id], filters: { refuseSeconds: 0 } } })
  t.equal(second.offers.length, 1, 'what the first declines the second gets')
  await master.close()
})
