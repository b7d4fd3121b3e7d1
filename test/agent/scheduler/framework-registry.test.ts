import t from 'tap'
import { commandTask, frameworkInfo } from './fakes.ts'
import { call, join, launch, stage } from './stage.ts'

t.test('heartbeats go on as long as the framework listens', async t => {
  const { start, clock } = stage({ heartbeatIntervalMs: 1000 })
  const master = await start()
  const connection = await join(master)
  await clock.advance(3000)
  t.equal(connection.of('HEARTBEAT').length, 4)
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('a second subscription takes the place of the first', async t => {
  const { start } = stage()
  const master = await start()
  const first = await join(master)
  const second = await join(master, frameworkInfo({ id: first.id }))
  t.strictSame([first.errors, first.closed, second.errors, second.closed], [['Framework failed over'], true, [], false])
  t.equal(second.offers.length, 1, 'what the first was offered the second is')
  t.equal(master.framework(first.id)!.connection, second)
  await master.close()
})

t.test('a framework that is away longer than its failover timeout loses its tasks', async t => {
  const { start, runner, clock } = stage()
  const master = await start()
  const connection = await join(master)
  await launch(master, connection, commandTask('a'))
  connection.close()
  await clock.advance(59_999)
  t.strictSame(runner.killed, [])
  await clock.advance(1)
  t.match(runner.killed, [{ taskId: 'a' }])
  t.equal(master.framework(connection.id), undefined)
  await master.close()
  t.equal(clock.sleeping, 0)
})

t.test('without a failover timeout it loses them at once', async t => {
  const { start } = stage()
  const master = await start()
  const { failoverTimeout, ...info } = frameworkInfo()
  const connection = await join(master, info)
  connection.close()
  t.equal(master.framework(connection.id), undefined)
  await master.close()
})

t.test('unknown ids are taken in, impossible ones are not', async t => {
  const { start } = stage()
  const master = await start()
  t.equal((await join(master, frameworkInfo({ id: { value: 'mine' } }))).id.value, 'mine')
  t.strictSame((await join(master, frameworkInfo({ id: { value: 'a/b' } }))).errors, ["'a/b' contains invalid characters"])
  t.equal((await join(master, frameworkInfo({ id: { value: '' } }))).id.value, `${master.id}-0000`)
  await master.close()
})

t.test('removed ids stay removed over a restart, the newest fifty', async t => {
  const { start, frameworks, log } = stage()
  const first = await start()
  for (let count = 0; count < 51; count++) await call(first, await join(first, frameworkInfo({ id: { value: `f${count}` } })), { type: 'TEARDOWN' })
  await first.close()
  t.equal(frameworks.records.size, 50)
  frameworks.broken = ['f99']
  const second = await start()
  t.match(log.lines, [/cannot be read/])
  t.strictSame((await join(second, frameworkInfo({ id: { value: 'f50' } }))).errors, ['Framework has been removed'])
  t.strictSame((await join(second, frameworkInfo({ id: { value: 'f0' } }))).errors, [])
  await second.close()
})

t.test('a framework of before a restart is waited for, even without a failover timeout', async t => {
  const { start, clock, frameworks } = stage()
  frameworks.records.set('f', { info: { user: 'root', name: 'x', id: { value: 'f' } }, removed: false })
  const master = await start()
  await clock.advance(599_999)
  t.ok(master.framework({ value: 'f' }))
  await clock.advance(1)
  t.equal(master.framework({ value: 'f' }), undefined)
  await master.close()
})

t.test('a record that cannot be stored is a line in the log', async t => {
  const { start, frameworks, log } = stage()
  const master = await start()
  frameworks.failure = new Error('disk full')
  await join(master)
  t.strictSame(log.lines, ['A framework record cannot be stored'])
  await master.close()
})
