import { readFile } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { containerizerContract } from '../contract/containerizer.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import { livingProcesses } from '../../lib/posix/process-tree.ts'
import { readProcess } from '../../lib/util/read-process.ts'
import type { CommandInfo, ContainerInfo } from '../../types/mesos-v1.ts'
import type { DiskWatch } from '../../types/sandbox.ts'
import { id, posixHost, until } from '../fixtures/posix-host.ts'

let names = 0
t.test('it keeps the contract of every containerizer', (t) => containerizerContract(t, {
  make: async (t) => (await (await posixHost(t)).agent()).containerizer,
  config: async (t) => (await posixHost(t)).config(`c${names++}`, { value: 'sleep 1000' }),
  ending: async (t) => (await posixHost(t)).config(`c${names++}`, { value: 'true' })
}))

async function ready (t: Test, ...parts: Parameters<Awaited<ReturnType<typeof posixHost>>['agent']>) {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent(...parts)
  await containerizer.recover(null)
  const run = async (name: string, command: CommandInfo, more = {}): Promise<unknown> => {
    await containerizer.launch(id(name), host.config(name, command, more))
    return await containerizer.wait(id(name))
  }
  const states = (): string[] => statuses.map(({ state }) => state)
  return { host, containerizer, statuses, states, run }
}

t.test('a command runs to its end in its sandbox, and its statuses say so', async (t) => {
  const { host, containerizer, statuses, run } = await ready(t)
  const config = host.config('one', {})
  const value = 'echo out; echo err >&2; pwd; echo $MESOS_SANDBOX'
  t.same(await run('one', { value }), { status: 0, state: 'TASK_FINISHED', message: 'Command exited with status 0' })
  t.match(statuses, [
    { taskId: { value: 'one' }, state: 'TASK_STARTING' },
    { state: 'TASK_RUNNING', containerStatus: { containerId: id('one'), executorPid: Number } },
    { state: 'TASK_FINISHED', message: 'Command exited with status 0' }
  ])
  t.equal(await host.output('one'), `out\n${config.directory}\n${config.directory}\n`)
  t.equal(await host.output('one', 'stderr'), 'err\n')
  t.same(containerizer.containers(), [])
  await until(() => host.runs.records.size === 0)
})

t.test('another command runs in a container that is there', async (t) => {
  const { host, containerizer } = await ready(t)
  await containerizer.launch(id('one'), host.config('one', { value: 'exec sleep 1000' }))
  t.equal(await containerizer.exec(id('one'), { command: 'exit 4' }), 4)
  await t.rejects(containerizer.exec(id('none'), { command: 'true' }), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
})

t.test('exit codes and signals are told apart', async (t) => {
  const { run } = await ready(t)
  t.same(await run('code', { value: 'exit 137' }), { status: 137 << 8, state: 'TASK_FAILED', message: 'Command exited with status 137' })
  t.same(await run('killed', { value: 'kill -9 $$' }), { status: 9, state: 'TASK_FAILED', message: 'Command terminated with signal Killed' })
  t.same(await run('interrupted', { value: 'kill -2 $$' }), { status: 2, state: 'TASK_FAILED', message: 'Command terminated with signal Interrupt' })
})

t.test('a kill sends SIGTERM to the whole tree', async (t) => {
  const { host, containerizer, states } = await ready(t)
  const value = '(trap "echo child; exit" TERM; echo up; while :; do sleep 0.01; done) & wait'
  await containerizer.launch(id('one'), host.config('one', { value }), { taskKillingState: true })
  await until(() => host.output('one'))
  const end = containerizer.wait(id('one'))
  t.equal(await containerizer.killTask(id('one')), true)
  t.equal(await containerizer.killTask(id('one'), { killPolicy: { gracePeriod: { nanoseconds: 6e10 } } }), true)
  t.same(await end, { status: 15, state: 'TASK_KILLED', message: 'Command terminated with signal Terminated' })
  t.same(states(), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_KILLED'])
  t.equal(await containerizer.killTask(id('one')), false)
})

t.test('a signal reaches the processes', async (t) => {
  const { host, containerizer } = await ready(t)
  t.equal(await containerizer.kill(id('one'), 10), false)
  await containerizer.launch(id('one'), host.config('one', { value: 'trap "exit 4" USR1; echo up; while :; do sleep 0.01; done' }))
  await until(() => host.output('one'))
  const end = containerizer.wait(id('one'))
  t.equal(await containerizer.kill(id('one'), 10), true)
  t.match(await end, { status: 4 << 8 })
})

t.test('usage and status tell of the processes', async (t) => {
  const { host, containerizer } = await ready(t)
  await t.rejects(containerizer.usage(id('one')), { code: 'CONTAINERIZER_ERR_USAGE_UNAVAILABLE' })
  await t.rejects(containerizer.status(id('one')), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
  await containerizer.launch(id('one'), host.config('one', { value: 'sleep 1000 & echo up; wait' }))
  await until(() => host.output('one'))
  const usage = await containerizer.usage(id('one'))
  t.match(usage, { processes: 2, threads: 2, cpusUserTimeSecs: Number })
  t.ok(usage.memRssBytes as number > 0)
  t.equal((await containerizer.status(id('one'))).executorPid, host.runs.records.get('one')?.leader.pid)
})

t.test('what the sandbox takes of the disk is told, and what it may, which other resources change', async (t) => {
  const host = await posixHost(t)
  const watches: DiskWatch[] = []
  const { containerizer } = await host.agent({ disk: () => ({ enforces: true, usage: async () => 7, watch (watch) { watches.push(watch) } }) })
  await containerizer.recover(null)
  const disk = (value: number) => ({ name: 'disk', type: 'SCALAR' as const, scalar: { value } })
  await containerizer.launch(id('c'), host.config('c', { shell: true, value: 'exec sleep 1000' }, { resources: [disk(1)] }))
  t.match(await containerizer.usage(id('c')), { diskLimitBytes: 2 ** 20, diskUsedBytes: 7 })
  await containerizer.update(id('c'), [disk(2)])
  await containerizer.update(id('c'), [])
  await containerizer.update(id('none'), [disk(3)])
  t.match(await containerizer.usage(id('c')), { diskLimitBytes: 2 * 2 ** 20 })
  t.equal(watches[0]?.quota(), 2 * 2 ** 20)
  t.match(host.runs.records.get('c'), { diskQuotaBytes: 2 * 2 ** 20 })
  const { write } = host.runs
  host.runs.write = async () => { throw new Error('disk full') }
  await containerizer.update(id('c'), [disk(3)])
  host.runs.write = write
  t.match(await containerizer.usage(id('c')), { diskLimitBytes: 3 * 2 ** 20 }, 'which a full disk does not keep it from')
})

t.test('what is not ours to run leaves no trace', async (t) => {
  const { host, containerizer } = await ready(t)
  const docker: ContainerInfo = { type: 'DOCKER', docker: { image: 'i' } }
  t.equal(await containerizer.launch(id('one'), host.config('one', {}, { containerInfo: docker })), 'NOT_SUPPORTED')
  await t.rejects(containerizer.launch({ value: 'one', parent: id('two') }, host.config('one', {})), { code: 'CONTAINERIZER_ERR_NESTED_UNSUPPORTED' })
  t.same(containerizer.containers(), [])
})

t.test('a launch that failed is known until it is destroyed', async (t) => {
  const { host, containerizer, states } = await ready(t, { fetcher: { validate: () => {}, fetch: async () => { throw new Error('no such file') } } })
  await t.rejects(containerizer.launch(id('one'), host.config('one', { value: 'true' })), { message: 'no such file' })
  const end = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'no such file' }
  t.same(await containerizer.wait(id('one')), end)
  t.same(await containerizer.wait(id('one')), end)
  t.same(await containerizer.status(id('one')), { containerId: id('one') })
  t.same(states(), [])
  t.same(await containerizer.destroy(id('one')), end)
  t.equal(await containerizer.wait(id('one')), null)
})

t.test('aborting a launch destroys the container', async (t) => {
  const { host, containerizer } = await ready(t)
  const abort = new AbortController()
  host.runs.write = async () => { abort.abort() }
  const launch = containerizer.launch(id('one'), host.config('one', { value: 'echo never' }), { signal: abort.signal })
  await t.rejects(launch, { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message: /while starting/ })
  await t.rejects(containerizer.launch(id('two'), host.config('two', { value: 'true' }), { signal: abort.signal }), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
  t.equal(await host.output('one'), '')
  await containerizer.destroy(id('one'))
  t.same(containerizer.containers(), [id('two')])
})

t.test('a destroy that could not be done is logged, and the next one tries again', async (t) => {
  const { host, containerizer } = await ready(t)
  const { remove } = host.runs
  await containerizer.launch(id('one'), host.config('one', { value: 'sleep 1000' }))
  host.runs.remove = async () => { throw new Error('disk on fire') }
  await t.rejects(containerizer.destroy(id('one')), { message: 'disk on fire' })
  host.runs.remove = remove
  t.match(await containerizer.destroy(id('one')), { status: 9, state: 'TASK_KILLED' })
})

t.test('closing leaves containers running unless they are to be destroyed', async (t) => {
  const { host, containerizer } = await ready(t)
  await containerizer.launch(id('one'), host.config('one', { value: 'sleep 1000' }))
  await containerizer.close()
  await t.rejects(containerizer.launch(id('two'), host.config('two', { value: 'true' })), { code: 'CONTAINERIZER_ERR_CLOSING' })
  const second = (await host.agent()).containerizer
  await second.recover(null)
  t.same(second.containers(), [id('one')])
  await second.close({ destroy: true })
  t.equal(host.runs.records.size, 0)
})

t.test('what nobody asks for after a restart is ended and forgotten', async (t) => {
  const { host, containerizer } = await ready(t)
  await containerizer.launch(id('one'), host.config('one', { value: 'sleep 1000 & setsid sleep 1000 & (setsid sleep 1000 & echo $! > daemon); echo up; wait' }))
  await until(() => host.output('one'))
  await containerizer.close()
  const { directory, leader } = host.runs.records.get('one') as PosixRun
  const daemon = Number(await readFile(`${directory}/daemon`, 'utf8'))
  const second = await host.agent()
  await second.containerizer.recover({ agentId: { value: 'a' }, rebooted: false, runs: [] })
  t.same(second.containerizer.containers(), [])
  t.same(second.statuses, [])
  t.equal(host.runs.records.size, 0)
  t.same(livingProcesses(leader, directory), [])
  t.notMatch(readProcess(daemon)?.state, /[^Z]/)
})

t.test('a launch that could not be undone is undone by destroy', async (t) => {
  const { host, containerizer } = await ready(t)
  const { remove } = host.runs
  host.runs.write = async () => { throw new Error('full') }
  host.runs.remove = async () => { throw new Error('on fire') }
  await t.rejects(containerizer.launch(id('one'), host.config('one', { value: 'echo never' })), { message: 'on fire' })
  host.runs.remove = remove
  t.match(await containerizer.destroy(id('one')), { reason: 'REASON_CONTAINER_LAUNCH_FAILED' })
  t.equal(await host.output('one'), '')
})

t.test('a kill whose grace is not over when the agent goes away is up to the next one', async (t) => {
  const { host, containerizer } = await ready(t)
  await containerizer.launch(id('one'), host.config('one', { value: 'trap "" TERM; echo up; while :; do sleep 0.01; done' }), { shutdownGracePeriodMs: 1e7 })
  await until(() => host.output('one'))
  await containerizer.killTask(id('one'))
  await containerizer.close()
  const second = await host.agent()
  await second.containerizer.recover(null)
  const end = second.containerizer.wait(id('one'))
  t.equal(await second.containerizer.killTask(id('one'), { killPolicy: { gracePeriod: { nanoseconds: 0 } } }), true)
  t.match(await end, { status: 9, state: 'TASK_KILLED' })
  t.same(second.statuses.map(({ state }) => state), ['TASK_RUNNING', 'TASK_KILLED'])
})

t.test('a record that cannot be read is logged', async (t) => {
  const host = await posixHost(t)
  host.runs.list = async () => ({ records: [], broken: [{ key: 'one', error: new Error('torn') }] })
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  t.match(host.log, [{ level: 'error', fields: { key: 'one' } }])
})
