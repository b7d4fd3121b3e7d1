import t from 'tap'
import { scalar } from '../../../lib/agent/resource-math.ts'
import { commandTask, frameworkInfo, settled } from './fakes.ts'
import { call, join, launch, stage } from './stage.ts'

t.test('a framework is greeted, offered everything and told of its task until it acknowledged', async t => {
  const { runner, tasks, start, clock } = stage({ masterInfo: () => ({ ip: 16777343, port: 5051, address: { hostname: '127.0.0.1', ip: '127.0.0.1', port: 5051 } }) })
  const master = await start()
  const connection = await join(master)
  t.strictSame(connection.types, ['SUBSCRIBED', 'HEARTBEAT', 'OFFERS'])
  t.equal(connection.id.value, `${master.id}-0000`)
  t.match(connection.of('SUBSCRIBED')[0], { subscribed: { heartbeatIntervalSeconds: 15, masterInfo: { id: master.id, port: 5051 } } })
  t.match(connection.lastOffer, {
    id: { value: `${master.id}-O0` },
    agentId: { value: 'agent-S0' },
    url: { scheme: 'http', address: { hostname: '127.0.0.1', ip: '127.0.0.1', port: 5051 }, path: '/slave(1)' },
    resources: [{ name: 'cpus', role: '*', scalar: { value: 8 }, allocationInfo: { role: '*' } }, {}, {}],
    allocationInfo: { role: '*' }
  })

  await launch(master, connection, commandTask('a'))
  t.match(runner.launched, [{ framework: { id: connection.id }, task: { taskId: { value: 'a' } } }])
  await settled()
  t.equal(connection.offers.length, 2)
  t.equal(scalar(connection.lastOffer.resources!, 'cpus'), 7.9)
  t.equal(tasks.records.size, 1)

  t.strictSame(master.states(), ['TASK_STAGING'])
  const starting = runner.emit(connection.id.value, 'a', 'TASK_STARTING')
  const running = runner.emit(connection.id.value, 'a', 'TASK_RUNNING')
  t.strictSame(master.states(), ['TASK_RUNNING'])
  await settled()
  t.strictSame(connection.states, ['TASK_STARTING'])
  await clock.advance(10_000)
  t.strictSame(connection.states, ['TASK_STARTING', 'TASK_STARTING'])
  for (const { uuid, taskId } of [starting, running]) {
    master.call(connection.id, { type: 'ACKNOWLEDGE', acknowledge: { agentId: { value: 'agent-S0' }, taskId, uuid: uuid! } })
  }
  await settled()
  t.strictSame(connection.states, ['TASK_STARTING', 'TASK_STARTING', 'TASK_RUNNING'])

  const finished = runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  await settled()
  t.equal(scalar(connection.lastOffer.resources!, 'cpus'), 0.1, 'what is freed is offered again at once')
  t.equal(connection.states.at(-1), 'TASK_FINISHED')
  master.call(connection.id, { type: 'ACKNOWLEDGE', acknowledge: { agentId: { value: 'agent-S0' }, taskId: finished.taskId, uuid: finished.uuid! } })
  await settled()
  t.equal(tasks.records.size, 0)
  await master.close()
  t.equal(clock.sleeping, 0, 'no timer is left')
  t.equal(runner.listeners, 0)
})

t.test('a framework finds its tasks after a restart of the agent', async t => {
  const { runner, clock, start } = stage()
  const first = await start()
  const before = await join(first)
  const id = before.id
  await launch(first, before, commandTask('kept'), commandTask('lost'), commandTask('staging'), commandTask('ended'))
  for (const name of ['kept', 'lost', 'ended']) runner.emit(id.value, name, 'TASK_RUNNING')
  const ended = runner.emit(id.value, 'ended', 'TASK_FINISHED')
  await settled()
  await first.close()
  t.equal(before.closed, true)
  runner.alive.delete('lost')
  runner.alive.delete('staging')

  const second = await start()
  runner.emit(id.value, 'kept', 'TASK_RUNNING')
  const after = await join(second, frameworkInfo({ id }))
  t.strictSame(after.id, id)
  t.strictSame(after.statuses.map(status => [status.taskId.value, status.state]).sort(), [
    ['ended', 'TASK_RUNNING'], ['kept', 'TASK_RUNNING'], ['lost', 'TASK_RUNNING'], ['staging', 'TASK_DROPPED']
  ])
  t.equal(scalar(after.lastOffer.resources!, 'cpus'), 7.9, 'the kept task holds its resources')
  for (const { uuid, taskId } of [...after.statuses]) second.call(id, { type: 'ACKNOWLEDGE', acknowledge: { agentId: { value: 'agent-S0' }, taskId, uuid: uuid! } })
  await settled()
  t.strictSame(after.statuses.slice(4).map(status => [status.taskId.value, status.state]).sort(), [['ended', 'TASK_FINISHED'], ['lost', 'TASK_GONE']])
  t.ok(after.statuses.some(status => Buffer.from(status.uuid!).equals(ended.uuid!)), 'under the uuid it had')
  await second.close()
  t.equal(clock.sleeping, 0)
})

t.test('agents with gpus, attributes and a domain offer them to those who know gpus', async t => {
  const { runner, start } = stage()
  const { port, ...info } = runner.agentInfo
  const domain = { faultDomain: { region: { name: 'r' }, zone: { name: 'z' } } }
  const attributes = [{ name: 'rack', type: 'TEXT' as const, text: { value: 'a' } }]
  runner.agentInfo = { ...info, domain, attributes, resources: [...info.resources!, { name: 'gpus', type: 'SCALAR', scalar: { value: 1 } }] }
  const master = await start()
  t.equal((await join(master)).offers.length, 0)
  const connection = await join(master, frameworkInfo({ capabilities: [{ type: 'MULTI_ROLE' }, { type: 'GPU_RESOURCES' }] }))
  t.match(connection.lastOffer, { domain, attributes, url: { address: { hostname: '127.0.0.1', port: 5051, ip: undefined } } })
  await master.close()
})

t.test('what each of several frameworks holds decides who is asked next', async t => {
  const { start } = stage()
  const master = await start()
  const first = await join(master)
  const second = await join(master, frameworkInfo({ name: 'second' }))
  await launch(master, first, commandTask('a'))
  t.equal(second.offers.length, 1, 'the one that holds nothing')
  t.equal(first.offers.length, 1)
  await master.close()
})

t.test('what was offered to a framework that goes away is offered to another', async t => {
  const { start } = stage()
  const master = await start()
  const first = await join(master)
  const second = await join(master, frameworkInfo({ name: 'second' }))
  t.equal(second.offers.length, 0)
  t.equal(master.framework(first.id)?.info.name, frameworkInfo().name)
  t.equal(master.framework({ value: 'nope' }), undefined)
  t.equal(master.recovered, true)
  t.equal(master.call({ value: 'nope' }, { type: 'REVIVE' }), undefined)
  first.close()
  await settled()
  t.equal(second.offers.length, 1)
  await master.close()
})

t.test('a framework that is torn down takes its tasks along', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  master.call(connection.id, { type: 'TEARDOWN' })
  t.match(runner.killed, [{ taskId: 'a' }])
  await master.close()
})

t.test('executors speak to their framework, and hold what is theirs until they are gone', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const executorId = { value: 'e' }
  const [listener] = [...runner.executorListeners]
  runner.hosted = [{ executorId, frameworkId: connection.id, resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 7 } }] }]
  const cpus = () => connection.lastOffer.resources?.[0]?.scalar?.value
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 0 } } })
  t.equal(cpus(), 1)
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 0.001 } } })
  runner.hosted = []
  for (const framework of [connection.id, { value: 'nope' }]) {
    listener!.message(framework, executorId, Buffer.from('hi'))
    listener!.ended(framework, executorId, 9)
    listener!.ended(framework, executorId, undefined)
  }
  await settled()
  const agentId = { value: 'agent-S0' }
  t.strictSame(connection.of('MESSAGE'), [{ type: 'MESSAGE', message: { agentId, executorId, data: Buffer.from('hi') } }])
  t.strictSame(connection.of('FAILURE'), [{ type: 'FAILURE', failure: { agentId, executorId, status: 9 } }, { type: 'FAILURE', failure: { agentId, executorId } }])
  t.equal(cpus(), 8)
  await master.close()
  t.equal(runner.executorListeners.size, 0)
})

t.test('executors of a framework that is gone are shut down, also after a restart', async t => {
  const { start, runner } = stage()
  runner.hosted = [{ executorId: { value: 'stray' }, frameworkId: { value: 'nope' } }]
  const master = await start()
  t.strictSame(runner.shutDown, ['stray'])
  const connection = await join(master)
  runner.hosted = [{ executorId: { value: 'own' }, frameworkId: connection.id }, { executorId: { value: 'other' }, frameworkId: { value: 'nope' } }]
  master.call(connection.id, { type: 'TEARDOWN' })
  t.strictSame(runner.shutDown, ['stray', 'own'])
  await master.close()
})

t.test('a task for an executor that is here must speak of the very same', async t => {
  const { start, runner } = stage()
  const master = await start()
  const connection = await join(master)
  const executor = { executorId: { value: 'e' }, frameworkId: connection.id, command: { value: 'run' } }
  runner.hosted = [executor, { executorId: { value: 'e' }, frameworkId: { value: 'nope' } }]
  await launch(master, connection, { ...commandTask('a'), command: undefined as never, executor: { ...executor, command: { value: 'other' } } })
  t.strictSame(connection.states, ['TASK_ERROR'])
  await master.close()
})
