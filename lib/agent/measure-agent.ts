import { availableParallelism, freemem, loadavg, totalmem } from 'node:os'
import type { Clock } from '../../types/clock.ts'
import type { Resource } from '../../types/mesos-v1.ts'
import type { Metrics } from '../../types/metrics.ts'
import type { AgentRunner } from './agent-runner.ts'
import type { AgentTaskRunner } from './agent-task-runner.ts'
import { scalar } from './resource-math.ts'
import type { LocalMaster } from './scheduler/local-master.ts'
import { isTerminal } from './terminal-states.ts'

export interface MeasuredAgent {
  commands: Pick<AgentTaskRunner, 'onStatus'>
  runner: Pick<AgentRunner, 'agentInfo' | 'onStatus' | 'running'>
  master: Pick<LocalMaster, 'recovered' | 'states'>
  /** How long its recovery took, in milliseconds; undefined until it is over. */
  recoveryMs: () => number | undefined
  clock: Clock
  metrics: Metrics
}

const kinds = ['cpus', 'gpus', 'mem', 'disk']
const ends = ['finished', 'failed', 'killed', 'lost', 'gone']
/** Counted here and elsewhere; known from the start, so that a snapshot shows them before anything was counted. */
const counters = [
  'container_launch_errors', 'executors_preempted', 'executors_terminated', 'recovery_errors', 'valid_framework_messages', 'invalid_framework_messages',
  ...ends.map(end => `tasks_${end}`),
  // Of resources that can be revoked there are none.
  ...kinds.flatMap(kind => ['total', 'used', 'percent'].map(what => `${kind}_revocable_${what}`))
]

/** Those of the machine, which are the original's `system/…`. */
const machine: Record<string, () => number> = {
  load_1min: () => loadavg()[0] as number,
  load_5min: () => loadavg()[1] as number,
  load_15min: () => loadavg()[2] as number,
  cpus_total: availableParallelism,
  mem_total_bytes: totalmem,
  mem_free_bytes: freemem
}

/** The agent's own numbers, by the original's names. As there, each command task counts as an executor too. */
export function measureAgent ({ commands, runner, master, recoveryMs, clock, metrics }: MeasuredAgent): void {
  const since = clock.now()
  for (const name of counters) metrics.count(`slave/${name}`, 0)
  const gauge = (name: string, read: () => number): void => { metrics.gauge(`slave/${name}`, read) }
  gauge('uptime_secs', () => (clock.now() - since) / 1000)
  gauge('registered', () => master.recovered ? 1 : 0)
  gauge('recovery_time_secs', () => seconds(recoveryMs()))
  gauge('frameworks_active', () => new Set(runner.running().map(({ executorInfo }) => executorInfo.frameworkId?.value)).size)
  for (const state of ['STAGING', 'STARTING', 'RUNNING', 'KILLING']) gauge(`tasks_${state.toLowerCase()}`, () => master.states().filter(other => other === `TASK_${state}`).length)
  for (const phase of ['REGISTERING', 'RUNNING', 'TERMINATING']) gauge(`executors_${phase.toLowerCase()}`, () => runner.running().filter(executor => executor.phase === phase).length)
  for (const [name, read] of Object.entries(machine)) metrics.gauge(`system/${name}`, read)
  const total = (): Resource[] => runner.agentInfo.resources ?? []
  const used = (): Resource[] => runner.running().flatMap(({ resources }) => resources)
  for (const kind of kinds) {
    gauge(`${kind}_total`, () => scalar(total(), kind))
    gauge(`${kind}_used`, () => scalar(used(), kind))
    gauge(`${kind}_percent`, () => scalar(used(), kind) / (scalar(total(), kind) || 1))
  }
  runner.onStatus((_frameworkId, { state }) => {
    const word = state.slice('TASK_'.length).toLowerCase()
    if (ends.includes(word)) metrics.count(`slave/tasks_${word}`)
  })
  commands.onStatus((_frameworkId, { state, source, reason }) => {
    if (source === 'SOURCE_EXECUTOR') metrics.count('slave/valid_status_updates')
    else if (state === 'TASK_FAILED' && reason === 'REASON_CONTAINER_LAUNCH_FAILED') metrics.count('slave/container_launch_errors')
    if (isTerminal(state)) metrics.count('slave/executors_terminated')
  })
}

/** A gauge that throws is left out. */
function seconds (milliseconds: number | undefined): number {
  if (milliseconds === undefined) throw new Error('not yet')
  return milliseconds / 1000
}
