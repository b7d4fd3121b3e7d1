import t from 'tap'
import { measureAgent } from '../../lib/agent/measure-agent.ts'
import type { MeasuredExecutor } from '../../lib/agent/agent-runner.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import type { Resource, TaskState, TaskStatus } from '../../types/mesos-v1.ts'
import type { RunnerStatusListener } from '../../types/task-runner.ts'
import { FakeClock } from './scheduler/fakes.ts'

const cpus = (value: number): Resource => ({ name: 'cpus', type: 'SCALAR', scalar: { value } })

/** An agent that is what its parts say, and its metrics without the common beginning of their names. */
function stage (resources?: Resource[]) {
  const clock = new FakeClock()
  const metrics = new MetricsBook()
  const heard: Record<'all' | 'commands', RunnerStatusListener[]> = { all: [], commands: [] }
  const port = (whose: RunnerStatusListener[]) => (listener: RunnerStatusListener) => { whose.push(listener); return () => {} }
  const agent = { recovered: false, recoveryMs: undefined as number | undefined, states: [] as TaskState[], running: [] as MeasuredExecutor[] }
  measureAgent({
    clock,
    metrics,
    recoveryMs: () => agent.recoveryMs,
    master: { get recovered () { return agent.recovered }, states: () => agent.states },
    commands: { onStatus: port(heard.commands) },
    runner: { agentInfo: { hostname: 'h', ...(resources === undefined ? {} : { resources }) }, running: () => agent.running, onStatus: port(heard.all) }
  })
  const run = (frameworkId: string, phase: MeasuredExecutor['phase'], resources: Resource[]): void => {
    agent.running.push({ containerId: { value: 'c' }, executorInfo: { executorId: { value: 'e' }, frameworkId: { value: frameworkId } }, phase, resources })
  }
  const say = (whose: 'all' | 'commands', status: Partial<TaskStatus>): void => {
    for (const listener of heard[whose]) listener({ value: 'f' }, { taskId: { value: 't' }, state: 'TASK_RUNNING', ...status })
  }
  const shown = () => Object.fromEntries(Object.entries(metrics.snapshot()).filter(([name]) => name.startsWith('slave/')).map(([name, value]) => [name.replace('slave/', ''), value]))
  return { agent, clock, metrics, run, say, shown }
}

t.test('an agent that has nothing to tell shows all names of the original', async t => {
  const { agent, shown, clock } = stage()
  const names = ['uptime_secs', 'registered', 'recovery_errors', 'frameworks_active', 'container_launch_errors', 'valid_framework_messages', 'invalid_framework_messages',
    ...['staging', 'starting', 'running', 'killing', 'finished', 'failed', 'killed', 'lost', 'gone'].map(state => `tasks_${state}`),
    ...['registering', 'running', 'terminating', 'terminated', 'preempted'].map(phase => `executors_${phase}`),
    ...['cpus', 'gpus', 'mem', 'disk'].flatMap(kind => ['total', 'used', 'percent'].flatMap(what => [`${kind}_${what}`, `${kind}_revocable_${what}`]))]
  t.strictSame(shown(), Object.fromEntries(names.sort().map(name => [name, 0])))
  await clock.advance(1500)
  Object.assign(agent, { recovered: true, recoveryMs: 250 })
  t.match(shown(), { uptime_secs: 1.5, registered: 1, recovery_time_secs: 0.25 })
})

t.test('tasks and executors count as what they are now, and their resources are in use', async t => {
  const { agent, run, shown } = stage([cpus(8)])
  agent.states = ['TASK_STAGING', 'TASK_RUNNING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_FINISHED']
  run('f1', 'REGISTERING', [cpus(0.1), cpus(0.1)])
  run('f1', 'RUNNING', [cpus(1.8)])
  run('f2', 'TERMINATING', [])
  t.match(shown(), {
    tasks_staging: 1,
    tasks_starting: 0,
    tasks_running: 2,
    tasks_killing: 1,
    tasks_finished: 0,
    executors_registering: 1,
    executors_running: 1,
    executors_terminating: 1,
    frameworks_active: 2,
    cpus_used: 2,
    cpus_percent: 0.25,
    mem_used: 0
  })
})

t.test('ends are counted, and of command tasks the updates and the launches that failed', async t => {
  const { say, shown } = stage()
  for (const state of ['TASK_FINISHED', 'TASK_FAILED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_RUNNING', 'TASK_DROPPED'] as const) say('all', { state })
  t.match(shown(), { tasks_finished: 1, tasks_failed: 2, tasks_killed: 1, tasks_dropped: undefined, executors_terminated: 0 })
  say('commands', { source: 'SOURCE_EXECUTOR' })
  say('commands', { source: 'SOURCE_EXECUTOR', state: 'TASK_FINISHED' })
  const reason = 'REASON_CONTAINER_LAUNCH_FAILED'
  say('commands', { source: 'SOURCE_AGENT', state: 'TASK_FAILED', reason })
  say('commands', { source: 'SOURCE_AGENT', state: 'TASK_KILLED', reason })
  say('commands', { source: 'SOURCE_AGENT', state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED' })
  t.match(shown(), { valid_status_updates: 2, container_launch_errors: 1, executors_terminated: 4 })
})

t.test('the machine is measured too', async t => {
  const { metrics } = stage()
  const names = ['cpus_total', 'load_15min', 'load_1min', 'load_5min', 'mem_free_bytes', 'mem_total_bytes'].map(name => `system/${name}`)
  const found = Object.entries(metrics.snapshot()).filter(([name]) => name.startsWith('system/'))
  t.strictSame(found.map(([name]) => name), names)
  for (const [name, value] of found) t.ok(Number.isFinite(value) && value >= 0, name)
})
