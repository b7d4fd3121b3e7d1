import t from 'tap'
import { commandTask, frameworkInfo, settled } from './fakes.ts'
import { call, join, launch, stage } from './stage.ts'

t.test('suppressed roles are offered nothing until they are revived', async t => {
  const { start, clock } = stage()
  const master = await start()
  const connection = await join(master)
  await call(master, connection, { type: 'SUPPRESS' })
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 100 } } })
  t.equal(connection.offers.length, 1)
  await call(master, connection, { type: 'REVIVE', revive: { roles: ['other'] } })
  t.equal(connection.offers.length, 1)
  await call(master, connection, { type: 'REVIVE' })
  t.equal(connection.offers.length, 2)
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 100 } } })
  await call(master, connection, { type: 'SUPPRESS', suppress: { roles: ['*'] } })
  await call(master, connection, { type: 'REVIVE', revive: { roles: ['*'] } })
  t.equal(connection.offers.length, 3)
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('tasks are killed, and unknown ones are answered', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  const killPolicy = { gracePeriod: { nanoseconds: 1 } }
  await call(master, connection, { type: 'KILL', kill: { taskId: { value: 'a' }, killPolicy } })
  await call(master, connection, { type: 'SHUTDOWN', shutdown: { executorId: { value: 'a' }, agentId: { value: 'agent-S0' } } })
  await call(master, connection, { type: 'SHUTDOWN', shutdown: { executorId: { value: 'nope' }, agentId: { value: 'agent-S0' } } })
  t.strictSame(runner.killed, [{ taskId: 'a', killPolicy }, { taskId: 'a', killPolicy: { gracePeriod: { nanoseconds: 0 } } }])
  await call(master, connection, { type: 'KILL', kill: { taskId: { value: 'nope' } } })
  await call(master, connection, { type: 'KILL', kill: { taskId: { value: 'nope' }, agentId: { value: 'agent-S0' } } })
  t.strictSame(connection.states, ['TASK_UNKNOWN', 'TASK_GONE'])
  runner.emit(connection.id.value, 'a', 'TASK_KILLED')
  await call(master, connection, { type: 'KILL', kill: { taskId: { value: 'a' } } })
  t.equal(runner.killed.length, 2, 'a task that has ended is not killed again')
  await master.close()
})

t.test('tasks are reconciled', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'), commandTask('b'))
  runner.emit(connection.id.value, 'b', 'TASK_RUNNING')
  await settled()
  await call(master, connection, { type: 'RECONCILE', reconcile: {} })
  t.strictSame(connection.statuses.slice(1).map(({ taskId, state }) => [taskId.value, state]), [['a', 'TASK_STAGING'], ['b', 'TASK_RUNNING']])
  await call(master, connection, { type: 'RECONCILE', reconcile: { tasks: [{ taskId: { value: 'b' } }, { taskId: { value: 'nope' } }] } })
  t.strictSame(connection.states.slice(3), ['TASK_RUNNING', 'TASK_UNKNOWN'])
  await master.close()
})

t.test('a word and a shutdown reach the executor they are for', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const agentId = { value: 'agent-S0' }
  runner.hosted = [{ executorId: { value: 'e' }, frameworkId: connection.id }]
  await call(master, connection, { type: 'MESSAGE', message: { agentId, executorId: { value: 'e' }, data: Buffer.from('hi') } })
  await call(master, connection, { type: 'SHUTDOWN', shutdown: { executorId: { value: 'e' }, agentId } })
  t.strictSame(runner.heard, [{ executorId: 'e', data: 'hi' }])
  t.strictSame(runner.shutDown, ['e'])
  t.strictSame(runner.killed, [])
  await master.close()
})

t.test('a framework that is torn down is gone for good', async t => {
  const { start, runner, clock } = stage()
  const master = await start()
  const connection = await join(master)
  const { id } = connection
  await launch(master, connection, commandTask('a'))
  await call(master, connection, { type: 'TEARDOWN' })
  t.equal(connection.closed, true)
  t.match(runner.killed, [{ taskId: 'a' }])
  const again = await join(master, frameworkInfo({ id }))
  t.strictSame(again.errors, ['Framework has been removed'])
  t.equal(master.call(id, { type: 'REVIVE' }), undefined)
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('a framework may change itself', async t => {
  const { start } = stage()
  const master = await start()
  const connection = await join(master)
  t.match(await call(master, connection, { type: 'UPDATE_FRAMEWORK', updateFramework: { frameworkInfo: frameworkInfo({ failoverTimeout: -1 }) } }), /failover_timeout/)
  t.equal(await call(master, connection, { type: 'UPDATE_FRAMEWORK', updateFramework: { frameworkInfo: frameworkInfo({ name: 'new', id: connection.id }) } }), undefined)
  t.equal(master.framework(connection.id)!.info.name, 'new')
  await master.close()
})

t.test('what nothing answers is dropped', async t => {
  const { start, log } = stage()
  const master = await start()
  const connection = await join(master)
  await call(master, connection, { type: 'REQUEST', request: {} })
  t.strictSame(log.lines, ['Dropped a call that nothing here answers'])
  await master.close()
})

t.test('an acknowledged end is forgotten, and what nobody here listens to does nothing', async t => {
  const { start, runner, tasks } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  const { uuid } = runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  await settled()
  const agentId = { value: 'agent-S0' }
  await call(master, connection, { type: 'MESSAGE', message: { agentId, executorId: { value: 'a' }, data: Buffer.from('hi') } })
  t.equal(tasks.records.size, 1)
  await call(master, connection, { type: 'ACKNOWLEDGE', acknowledge: { agentId, taskId: { value: 'a' }, uuid: uuid! } })
  t.equal(tasks.records.size, 0)
  await master.close()
})
