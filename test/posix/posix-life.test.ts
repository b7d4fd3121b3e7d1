import { once } from 'node:events'
import t from 'tap'
import { findProcess, type ProcessIdentity } from '../../lib/util/read-process.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import type { AgentState } from '../../types/agent-state.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import { id, posixHost, until, type PosixHost } from '../fixtures/posix-host.ts'

/** A task that an agent left running. */
async function left (host: PosixHost, value: string): Promise<PosixRun> {
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value }), { taskKillingState: true, shutdownGracePeriodMs: 1e7 })
  await until(() => host.output('one'))
  await containerizer.close()
  return host.runs.records.get('one') as PosixRun
}

function remembered (...names: string[]): AgentState {
  const runs = names.map((name) => ({ containerId: id(name), frameworkId: { value: 'f' }, executorInfo: { executorId: { value: 'e' } }, directory: '/' }))
  return { agentId: { value: 'a' }, rebooted: false, runs }
}

t.test('a task that still runs is taken back, and its end is seen', async (t) => {
  const host = await posixHost(t)
  const { leader } = await left(host, 'mkfifo go; echo up; read x < go; exit 7')
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(remembered('one'))
  t.match(statuses, [{ state: 'TASK_RUNNING', containerStatus: { executorPid: leader.pid } }])
  const end = containerizer.wait(id('one'))
  await host.write('one', 'go', 'on\n')
  t.same(await end, { status: 7 << 8, state: 'TASK_FAILED', message: 'Command exited with status 7' })
  t.equal(statuses.length, 2)
})

t.test('an end that came while no agent was there is told exactly', async (t) => {
  const host = await posixHost(t)
  const { leader, keeper } = await left(host, 'echo up; exec sleep 1000')
  process.kill(leader.pid, 11)
  await until(() => findProcess(leader)?.state === 'Z')
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(remembered('one'))
  const end = await containerizer.wait(id('one'))
  t.match(end, { state: 'TASK_FAILED', message: /^Command terminated with signal Segmentation fault/ })
  t.equal((end?.status as number) & 0x7f, 11)
  t.same(statuses.map(({ state }) => state), ['TASK_FAILED'])
  t.notMatch(findProcess(keeper)?.state, /[^Z]/)
})

t.test('without its keeper the status is not known, and none is made up', async (t) => {
  const host = await posixHost(t)
  const { leader, keeper } = await left(host, 'echo up; exec sleep 1000')
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  const end = containerizer.wait(id('one'))
  process.kill(keeper.pid, 9)
  await until(() => findProcess(leader)?.ppid !== keeper.pid)
  process.kill(leader.pid, 9)
  const reaped = await end
  // Whoever is the reaper of this host may leave the zombie to us, and then the status is known after all.
  t.match(reaped, { state: 'TASK_FAILED', message: reaped?.status === undefined ? /^Failed to get exit status/ : /Killed$/ })
})

t.test('a process that has the number of ours but began at another time is not taken for it', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'echo up; exec sleep 1000')
  host.runs.records.set('two', { ...run, containerId: id('two'), directory: '/nowhere', leader: { ...run.leader, startTime: 1 }, keeper: { ...run.keeper, startTime: 1 } })
  const { containerizer } = await host.agent()
  await containerizer.recover(remembered('one', 'two'))
  t.same(await containerizer.wait(id('two')), { state: 'TASK_FAILED', message: 'Failed to get exit status of command: its process is gone' })
  t.equal((await containerizer.usage(id('one'))).processes, 1)
})

t.test('a kill goes on where the agent before left it', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'trap "" TERM; echo up; while :; do sleep 0.01; done')
  await host.runs.write('one', { ...run, killDeadline: 1 })
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  t.same(await containerizer.wait(id('one')), { status: 9, state: 'TASK_KILLED', message: 'Command terminated with signal Killed' })
})

t.test('a task whose time is over is ended at once, and said to have failed for that', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  const { taskInfo, ...config } = host.config('one', { value: 'trap "" TERM; while :; do sleep 0.01; done' })
  const limits = { maxCompletionTime: { nanoseconds: 1e8 }, killPolicy: { gracePeriod: { nanoseconds: 1e15 } } }
  await containerizer.launch(id('one'), { ...config, taskInfo: { ...taskInfo as TaskInfo, ...limits } }, { taskKillingState: true })
  const end = { status: 9, state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED', message: 'Command terminated with signal Killed' }
  t.same(await containerizer.wait(id('one')), end)
  t.same(statuses.map(({ state, reason }) => [state, reason]), [['TASK_STARTING', undefined], ['TASK_RUNNING', undefined], ['TASK_FAILED', end.reason]])
})

t.test('the time of a task runs on while no agent is there, and a kill takes its place', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'echo up; exec sleep 1000')
  await host.runs.write('one', { ...run, completionDeadline: 1 })
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  t.match(await containerizer.wait(id('one')), { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' })
  const other = await posixHost(t)
  const killed = await left(other, 'echo up; exec sleep 1000')
  await other.runs.write('one', { ...killed, completionDeadline: 1, killDeadline: 1 })
  const { containerizer: next } = await other.agent()
  await next.recover(null)
  t.match(await next.wait(id('one')), { state: 'TASK_KILLED' })
})

t.test('a restart in the middle of a launch ends what it began', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'echo up; exec sleep 1000')
  await host.runs.write('one', { ...run, started: false })
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  const end = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'The agent was restarted during the launch' }
  t.same(await containerizer.wait(id('one')), end)
  t.match(statuses, [end])
  t.notMatch(findProcess(run.leader)?.state, /[^Z]/)
})

t.test('an end that was on disk already is told again', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'echo up; exec sleep 1000')
  await host.runs.write('one', { ...run, termination: { status: 0, message: 'long ago', reason: 'REASON_CONTAINER_LIMITATION_DISK', limitation: { resources: [] } } })
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  t.match(await containerizer.wait(id('one')), { status: 0, message: 'long ago' })
  t.match(statuses, [{ state: 'TASK_FAILED', message: 'long ago', limitation: { resources: [] } }])
})

t.test('after a boot of the host nothing of before runs, and nothing is touched', async (t) => {
  const host = await posixHost(t)
  const run = await left(host, 'echo up; exec sleep 1000')
  await host.runs.write('two', { ...run, containerId: id('two'), bootId: 'another' })
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  t.same(await containerizer.wait(id('two')), { state: 'TASK_FAILED', reason: 'REASON_AGENT_RESTARTED', message: 'The host of the agent was rebooted' })
  t.equal((await containerizer.usage(id('one'))).processes, 1)
})

t.test('a full disk keeps nobody from being killed and told', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'exec sleep 1000' }))
  host.runs.write = async () => { throw new Error('full') }
  const end = containerizer.wait(id('one'))
  await containerizer.killTask(id('one'))
  t.match(await end, { status: 15, state: 'TASK_KILLED' })
  t.match(host.log.filter(({ level }) => level === 'error'), [{ fields: { container: 'one', err: { message: 'full' } } }, {}])
})

t.test('the record of an end is removed after a while; when that fails it is logged', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  const asked = once(process, 'removal-asked')
  const { remove } = host.runs
  host.runs.remove = async () => { process.emit('removal-asked' as never); throw new Error('no') }
  await containerizer.launch(id('one'), host.config('one', { value: 'true' }))
  await containerizer.wait(id('one'))
  await asked
  host.runs.remove = remove
  await until(() => host.log.some(({ level, fields }) => level === 'warn' && fields['container'] === 'one'))
})

t.test('a listener that throws is logged, and the others still hear; one that left does not', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  let heard = 0
  const leave = containerizer.onTaskStatus(() => { heard++; leave(); throw new Error('deaf') })
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'true' }))
  await containerizer.wait(id('one'))
  t.equal(heard, 1)
  t.equal(statuses.length, 3)
  t.match(host.log.filter(({ level }) => level === 'error'), [{ fields: { container: 'one', err: { message: 'deaf' } } }])
})

t.test('what cannot be ended is logged', async (t) => {
  const host = await posixHost(t)
  let stuck = false
  const clock = { ...systemClock, sleep: async (ms: number, signal?: AbortSignal) => { if (stuck && ms === 5) throw new Error('stuck'); await systemClock.sleep(ms, signal) } }
  const { containerizer } = await host.agent({ clock })
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'trap "" TERM; echo up; while :; do sleep 0.01; done' }), { shutdownGracePeriodMs: 0 })
  await until(() => host.output('one'))
  stuck = true
  await containerizer.killTask(id('one'))
  await until(() => host.log.some(({ message }) => message === 'Failed to kill a container, it is tried again'))
  await containerizer.launch(id('two'), host.config('two', { value: 'sleep 1000 & true' }))
  await until(() => host.log.some(({ message, fields }) => message === 'Failed to clean up after a container' && fields['container'] === 'two'))
  stuck = false
  t.match(await containerizer.wait(id('two')), { status: 0 })
})

t.test('a kill during the launch undoes it', async (t) => {
  const begun = deferred<void>()
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent({
    fetcher: {
      validate: () => {},
      fetch: async ({ signal }) => {
        begun.resolve()
        await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))))
      }
    }
  })
  await containerizer.recover(null)
  const launch = containerizer.launch(id('one'), host.config('one', { value: 'true' }))
  await begun.promise
  t.equal(await containerizer.killTask(id('one')), true)
  await t.rejects(launch, { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message: /while fetching/ })
  t.match(await containerizer.wait(id('one')), { state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH' })
  t.same(statuses.map(({ state }) => state), ['TASK_KILLED'])
})

t.test('executors and standalone containers have no statuses', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  const { taskInfo: _, ...config } = host.config('one', { value: 'exit 3' })
  await containerizer.launch(id('one'), config)
  t.match(await containerizer.wait(id('one')), { status: 3 << 8 })
  t.same(statuses, [])
})

t.test('when the grace is over SIGKILL follows, which a second kill may bring nearer', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'trap "" TERM; echo up; while :; do sleep 0.01; done' }), { taskKillingState: true, shutdownGracePeriodMs: 1e7 })
  await until(() => host.output('one'))
  const end = containerizer.wait(id('one'))
  await containerizer.killTask(id('one'))
  await containerizer.killTask(id('one'), { killPolicy: { gracePeriod: { nanoseconds: 0 } } })
  t.same(await end, { status: 9, state: 'TASK_KILLED', message: 'Command terminated with signal Killed' })
  t.same(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_KILLED'])
})

t.test('what a launch that failed began is ended', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  let begun: PosixRun | undefined
  host.runs.write = async (_key, run) => { begun = run; throw new Error('full') }
  await t.rejects(containerizer.launch(id('one'), host.config('one', { value: 'echo never' })), { message: 'full' })
  t.match(await containerizer.wait(id('one')), { reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'full' })
  t.same(statuses.map(({ state }) => state), ['TASK_STARTING'])
  for (const process of [begun?.keeper, begun?.leader] as ProcessIdentity[]) t.notMatch(findProcess(process)?.state, /[^Z]/)
  t.equal(await host.output('one'), '')
})

t.test('a task that goes on failing its health check is killed, and its end says so', async (t) => {
  const host = await posixHost(t)
  const { containerizer, statuses } = await host.agent()
  await containerizer.recover(null)
  const healthCheck = { type: 'COMMAND' as const, command: { value: 'exit 1' }, consecutiveFailures: 2, delaySeconds: 0, intervalSeconds: 0.1, gracePeriodSeconds: 0 }
  await containerizer.launch(id('ill'), host.config('ill', { value: 'exec sleep 1000' }, { taskInfo: { name: 'ill', taskId: { value: 'ill' }, agentId: { value: 's' }, healthCheck } }))
  await containerizer.wait(id('ill'))
  t.strictSame(statuses.slice(2).map(({ state, healthy }) => [state, healthy]), [['TASK_RUNNING', false], ['TASK_RUNNING', false], ['TASK_KILLED', false]])
})
