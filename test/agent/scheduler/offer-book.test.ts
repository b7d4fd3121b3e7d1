import t from 'tap'
import { scalar } from '../../../lib/agent/resource-math.ts'
import { commandTask, frameworkInfo } from './fakes.ts'
import { call, join, launch, stage } from './stage.ts'

t.test('an offer that nobody takes is rescinded after its time', async t => {
  const { start, clock } = stage({ offerTimeoutMs: 1000 })
  const master = await start()
  const first = await join(master)
  const second = await join(master, frameworkInfo({ name: 'second' }))
  await clock.advance(1000)
  t.match(first.of('RESCIND'), [{ rescind: { offerId: first.offers[0]!.id } }])
  t.equal(second.offers.length, 1, 'the other is asked next')
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('a refused offer is not made again until its time is over, unless there is more', async t => {
  const { start, clock, runner } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 60 } } })
  t.equal(connection.offers.length, 2)
  runner.emit(connection.id.value, 'a', 'TASK_FINISHED')
  await clock.advance(0)
  t.equal(connection.offers.length, 3)
  t.equal(scalar(connection.lastOffer.resources!, 'cpus'), 8)
  await call(master, connection, { type: 'DECLINE', decline: { offerIds: [connection.lastOffer.id], filters: { refuseSeconds: 60 } } })
  await clock.advance(60_000)
  t.equal(connection.offers.length, 4)
  await master.close()
})

t.test('crumbs are not offered', async t => {
  const { start } = stage()
  const master = await start()
  const connection = await join(master)
  const all = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 8 } }, { name: 'mem', type: 'SCALAR' as const, scalar: { value: 7990 } }]
  await launch(master, connection, commandTask('a', { resources: all }))
  t.equal(connection.offers.length, 1)
  await master.close()
})

t.test('each role of a framework is offered what is reserved for it', async t => {
  const { start, runner } = stage()
  runner.agentInfo = { ...runner.agentInfo, resources: [...runner.agentInfo.resources!, { name: 'cpus', type: 'SCALAR', scalar: { value: 2 }, role: 'prod' }] }
  const master = await start()
  const connection = await join(master, frameworkInfo({ roles: ['dev', 'prod'] }))
  t.equal(connection.of('OFFERS').length, 1)
  t.strictSame(connection.offers.map(({ allocationInfo, resources }) => [allocationInfo!.role, scalar(resources!, 'cpus')]), [['dev', 8], ['prod', 2]])
  await master.close()
})

t.test('a framework of the old kind sees no allocations', async t => {
  const { start } = stage()
  const master = await start()
  const connection = await join(master, { user: 'root', name: 'old' })
  t.equal(connection.lastOffer.allocationInfo, undefined)
  t.equal(connection.lastOffer.resources![0]!.allocationInfo, undefined)
  await master.close()
})
