import t from 'tap'
import { id, posixHost, until } from './support/posix-host.ts'

t.test('a command runs to its end in its sandbox, and its statuses say so', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  const config = host.config('one', { value: 'echo out; echo err >&2; pwd; echo $MESOS_SANDBOX; echo "$Q"', environment: { variables: [{ name: 'Q', value: 'a \'b\'\n$c' }] } })
  t.equal(await containerizer.launch(id('one'), config), 'SUCCESS')
  t.same(await containerizer.wait(id('one')), { status: 0, state: 'TASK_FINISHED', message: 'Command exited with status 0' })
  t.same(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'])
  t.equal(await host.output('one'), `out\n${config.directory}\n${config.directory}\na 'b'\n$c\n`)
  t.equal(await host.output('one', 'stderr'), 'err\n')
  await containerizer.destroy(id('one'))
  t.same(containerizer.containers(), [])
  t.equal(host.runs.records.size, 0)
})

t.test('exit codes and signals are told apart', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  const ends = async (name: string, value: string): Promise<unknown> => {
    await containerizer.launch(id(name), host.config(name, { value }))
    return await containerizer.wait(id(name))
  }
  t.same(await ends('code', 'exit 137'), { status: 137 << 8, state: 'TASK_FAILED', message: 'Command exited with status 137' })
  t.same(await ends('killed', 'kill -9 $$'), { status: 9, state: 'TASK_FAILED', message: 'Command terminated with signal Killed' })
  t.same(await ends('interrupted', 'kill -2 $$'), { status: 2, state: 'TASK_FAILED', message: 'Command terminated with signal Interrupt' })
})

t.test('after a restart of the agent the end is known, whenever it came', async (t) => {
  const host = await posixHost(t)
  const first = await host.agent()
  await first.containerizer.recover(null)
  await first.containerizer.launch(id('meanwhile'), host.config('meanwhile', { value: 'echo up; read x < go; exit 7' }))
  await until(() => host.output('meanwhile'))
  await first.containerizer.close()
  const leader = host.runs.records.get('meanwhile')?.leader.pid as number
  process.kill(leader, 9)
  const second = await host.agent()
  await second.containerizer.recover(null)
  t.match(await second.containerizer.wait(id('meanwhile')), { state: 'TASK_FAILED' })
})
