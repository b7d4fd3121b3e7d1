import t from 'tap'
import { LocalMaster } from '../../../lib/agent/scheduler/local-master.ts'
import type { TaskStatus } from '../../../types/mesos-v1.ts'
import type { TaskRecord } from '../../../types/scheduler.ts'
import { commandTask, frameworkInfo, settled } from './fakes.ts'
import { call, join, launch, operate, stage } from './stage.ts'

const AGENT = { value: 'agent-S0' }

t.test('a task that no record knows is killed', async t => {
  const { start, runner, log, tasks } = stage()
  tasks.broken = ['f/b']
  const master = await start()
  runner.emit('f', 'a', 'TASK_RUNNING')
  t.match(runner.killed, [{ taskId: 'a' }])
  t.match(log.lines, [/cannot be read/, /no record knows/])
  await master.close()
})

t.test('a task of a framework that is gone is forgotten once it has ended', async t => {
  const { start, runner, tasks } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'), commandTask('b'))
  runner.emit(connection.id.value, 'b', 'TASK_FINISHED')
  await call(master, connection, { type: 'TEARDOWN' })
  t.equal(tasks.records.size, 1)
  runner.emit(connection.id.value, 'a', 'TASK_KILLING')
  runner.emit(connection.id.value, 'a', 'TASK_KILLED')
  await settled()
  t.equal(tasks.records.size, 0)
  await master.close()
})

t.test('after a restart, tasks of frameworks that are gone are killed, or forgotten when they are gone too', async t => {
  const { start, runner, tasks } = stage()
  for (const id of ['here', 'away']) tasks.records.set(`f/${id}`, { frameworkId: 'f', task: commandTask(id), role: '*', unacknowledged: [] })
  runner.alive.add('here')
  const master = await start()
  await settled()
  t.match(runner.killed, [{ taskId: 'here' }])
  t.strictSame([...tasks.records.keys()], ['f/here'])
  await master.close()
})

t.test('what is found to have ended while the runner recovers is on disk before anybody may forget it', async t => {
  const { runner, tasks, frameworks, clock, log } = stage()
  frameworks.records.set('f', { info: frameworkInfo({ id: { value: 'f' } }), removed: false })
  tasks.records.set('f/a', { frameworkId: 'f', task: commandTask('a'), role: '*', unacknowledged: [] })
  const master = new LocalMaster({ runner, frameworks, tasks, clock, log, masterInfo: () => ({ ip: 0, port: 1 }) })
  await master.load()
  runner.emit('f', 'a', 'TASK_FINISHED')
  runner.emit('f', 'unknown', 'TASK_RUNNING')
  await settled()
  t.match(tasks.records.get('f/a'), { latest: { state: 'TASK_FINISHED' }, unacknowledged: [{ state: 'TASK_FINISHED' }] })
  t.strictSame(runner.killed, [], 'nothing can be killed yet')
  t.equal(master.recovered, false)
  master.settle()
  t.equal(master.recovered, true)
  t.match(runner.killed, [{ taskId: 'unknown' }])
  t.strictSame((await join(master, frameworkInfo({ id: { value: 'f' } }))).states, ['TASK_FINISHED'])
  await master.close()
})

t.test('what follows the end of a task is not passed on, nor are acknowledgements of nothing', async t => {
  const { start, runner, log } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  const finished = runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  runner.emit(connection.id.value, 'a', 'TASK_RUNNING')
  for (const [id, uuid] of [['a', Buffer.alloc(16)], ['nope', finished.uuid!]] as const) {
    await call(master, connection, { type: 'ACKNOWLEDGE', acknowledge: { agentId: AGENT, taskId: { value: id }, uuid } })
  }
  t.strictSame(connection.states, ['TASK_FINISHED'])
  t.equal(log.lines.filter(line => line.startsWith('Ignored an acknowledgement')).length, 2)
  await master.close()
})

t.test('records that cannot be stored are lines in the log, and the update is sent', async t => {
  const { start, runner, log, tasks } = stage()
  const master = await start()
  const connection = await join(master)
  tasks.failure = new Error('disk full')
  await launch(master, connection, commandTask('a'))
  const { uuid } = runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  await settled()
  t.strictSame(connection.states, ['TASK_FINISHED'])
  await call(master, connection, { type: 'ACKNOWLEDGE', acknowledge: { agentId: AGENT, taskId: { value: 'a' }, uuid: uuid! } })
  t.strictSame(new Set(log.lines), new Set(['A task record cannot be stored']))
  t.equal(log.lines.length, 3)
  await master.close()
})

t.test('what could not be stored is tried again as long as anybody needs it', async t => {
  const { start, runner, clock, tasks } = stage()
  const master = await start()
  const connection = await join(master)
  tasks.failure = new Error('disk full')
  await launch(master, connection, commandTask('a'), commandTask('b'))
  runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  const { uuid } = runner.emit(connection.id.value, 'b', 'TASK_FINISHED')
  await settled()
  await call(master, connection, { type: 'ACKNOWLEDGE', acknowledge: { agentId: AGENT, taskId: { value: 'b' }, uuid: uuid! } })
  await clock.advance(10_000)
  tasks.failure = undefined
  t.equal(tasks.records.size, 0)
  await clock.advance(10_000)
  t.match([...tasks.records.values()], [{ task: { taskId: { value: 'a' } }, latest: { state: 'TASK_FINISHED' } }])
  tasks.failure = new Error('disk full')
  await launch(master, connection, commandTask('c'), commandTask('d'))
  await settled()
  runner.emit(connection.id.value, 'c', 'TASK_RUNNING')
  runner.emit(connection.id.value, 'd', 'TASK_RUNNING')
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('after a restart, a framework learns what became of each of its tasks', async t => {
  const { start, runner, frameworks, tasks } = stage()
  const record = (id: string, more: Partial<TaskRecord> = {}): TaskRecord => ({ frameworkId: 'f', task: commandTask(id), role: '*', unacknowledged: [], ...more })
  const running: TaskStatus = { taskId: { value: 'ran' }, state: 'TASK_RUNNING' }
  frameworks.records.set('f', { info: frameworkInfo({ id: { value: 'f' } }), removed: false })
  tasks.records.set('f/never', record('never'))
  tasks.records.set('f/ran', record('ran', { latest: running }))
  tasks.records.set('f/here', record('here', { latest: { ...running, taskId: { value: 'here' } } }))
  runner.alive.add('here')
  const master = await start()
  runner.emit('f', 'here', 'TASK_RUNNING')
  const connection = await join(master, frameworkInfo({ id: { value: 'f' } }))
  t.match(connection.statuses, [
    { taskId: { value: 'never' }, state: 'TASK_DROPPED', reason: 'REASON_AGENT_RESTARTED', message: 'Task launched during agent restart', source: 'SOURCE_AGENT', uuid: { length: 16 } },
    { taskId: { value: 'ran' }, state: 'TASK_GONE', message: 'Task is unknown to the agent after its restart' }
  ])
  t.equal(connection.statuses.length, 2, 'and nothing of the one that runs on as before')
  await master.close()
})

t.test('updates come one at a time, each with the acknowledgement of the one before', async t => {
  const { start, runner, tasks } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  for (const state of ['TASK_STARTING', 'TASK_RUNNING'] as const) runner.emit(connection.id.value, 'a', state)
  await settled()
  t.strictSame(connection.states, ['TASK_STARTING'])
  const [{ uuid }] = connection.statuses as [TaskStatus]
  await call(master, connection, { type: 'ACKNOWLEDGE', acknowledge: { agentId: AGENT, taskId: { value: 'a' }, uuid: uuid! } })
  t.strictSame(connection.states, ['TASK_STARTING', 'TASK_RUNNING'])
  t.match([...tasks.records.values()], [{ unacknowledged: [{ state: 'TASK_RUNNING' }] }])
  await master.close()
})

t.test('tasks of a group are launched together, for the executor that they share', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const executor = { type: 'CUSTOM' as const, executorId: { value: 'e' }, command: { value: 'run' } }
  const tasks = ['a', 'b'].map((id) => {
    const { command, ...rest } = commandTask(id)
    return rest
  })
  await operate(master, connection, [connection.lastOffer.id.value], { type: 'LAUNCH_GROUP', launchGroup: { executor, taskGroup: { tasks } } })
  t.strictSame(runner.groups, [['a', 'b']])
  t.strictSame(runner.launched, [])
  await master.close()
})
