import type { ExecutorParts } from '../../../lib/agent/executors/executor-parts.ts'
import type { ExecutorRecord } from '../../../lib/agent/executors/executor-record.ts'
import { ExecutorRunner } from '../../../lib/agent/executors/executor-runner.ts'
import type { Executor } from '../../../lib/agent/executors/executor.ts'
import { ComposingContainerizer } from '../../../lib/composing/composing-containerizer.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { uuidBytes } from '../../../lib/util/uuid-bytes.ts'
import type { ExecutorConnection } from '../../../types/executors.ts'
import type { ExecutorCallSubscribe, ExecutorCallUpdate, ExecutorEvent, ExecutorInfo, FrameworkInfo, TaskInfo, TaskState, TaskStatus } from '../../../types/mesos-v1.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'
import { FakeClock, MemoryLog, MemoryStore, settled } from '../scheduler/fakes.ts'

export const frameworkId = { value: 'f1' }
export const framework: FrameworkInfo = { name: 'f', user: 'root', id: frameworkId, checkpoint: true, capabilities: [{ type: 'PARTITION_AWARE' }] }
export const executorInfo: ExecutorInfo = {
  executorId: { value: 'e1' }, command: { value: 'run' }, resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }]
}

export function executorTask (id: string, more: Partial<TaskInfo> = {}): TaskInfo {
  return {
    name: id,
    taskId: { value: id },
    agentId: { value: 'agent-S0' },
    executor: executorInfo,
    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } }],
    ...more
  }
}

/** An executor's stream that keeps what it is sent. */
export class MemoryStream implements ExecutorConnection {
  readonly events: ExecutorEvent[] = []
  open = true
  readonly #listeners: Array<() => void> = []

  send (event: ExecutorEvent): void { if (this.open) this.events.push(event) }
  onClose (listener: () => void): void { this.#listeners.push(listener) }

  close (): void {
    if (!this.open) return
    this.open = false
    for (const listener of this.#listeners) listener()
  }

  get types () { return this.events.map(({ type }) => type) }
  get launched () { return this.events.flatMap(({ launch }) => launch === undefined ? [] : [launch.task.taskId.value]) }
  get acknowledged () { return this.events.flatMap(({ acknowledged }) => acknowledged === undefined ? [] : [acknowledged.taskId.value]) }
}

export function update (task: string, state: TaskState, more: Partial<TaskStatus> = {}): ExecutorCallUpdate {
  return { status: { taskId: { value: task }, state, source: 'SOURCE_EXECUTOR', uuid: uuidBytes(), ...more } }
}

/** A runner of executors in memory, and what it says; `next` makes one more over the same records, as after a restart. */
export async function stage (over: Partial<ExecutorParts> = {}, records = new MemoryStore<ExecutorRecord>(), alive: ExecutorRecord[] = []) {
  const link = new MemoryLink('memory')
  link.recovering = async () => { for (const { containerId } of alive) link.add(containerId) }
  const chain = new ComposingContainerizer([link])
  const clock = new FakeClock()
  const log = new MemoryLog()
  const metrics = new MetricsBook()
  const runner = new ExecutorRunner({
    agentInfo: { id: { value: 'agent-S0' }, hostname: 'h' },
    ip: '127.0.0.1',
    containerizers: chain,
    records,
    prepareDirectory: async (...ids) => `/${ids.slice(0, 2).join('/')}`,
    address: () => ({ ip: '127.0.0.1', port: 5051 }),
    tokens: undefined,
    variables: {},
    switchUser: true,
    shutdownGracePeriodMs: 5000,
    registrationTimeoutMs: 60_000,
    reregistrationTimeoutMs: 2000,
    recoveryTimeoutMs: 900_000,
    clock,
    log,
    metrics,
    ...over
  })
  const statuses: TaskStatus[] = []
  const messages: string[] = []
  const ended: Array<[string, number | undefined]> = []
  runner.onStatus((_id, status) => { statuses.push(status) })
  runner.onExecutor({
    message: (_id, { value }, data) => { messages.push(`${value}: ${String(Buffer.from(data))}`) },
    ended: (_id, { value }, status) => { ended.push([value, status]) }
  })
  const loaded = await runner.load()
  await chain.recover(alive.length === 0 && loaded.runs.length === 0 ? null : { agentId: { value: 'agent-S0' }, rebooted: false, ...loaded })
  runner.settle()
  await settled()
  const executor = (id = 'e1') => runner.get(frameworkId, { value: id }) as Executor
  const subscribe = async (call: ExecutorCallSubscribe = {}, id = 'e1') => {
    const stream = new MemoryStream()
    runner.subscribe(executor(id), stream, call)
    await settled()
    return stream
  }
  const say = async (given: ExecutorCallUpdate) => {
    runner.call(executor(), { type: 'UPDATE', executorId: { value: 'e1' }, frameworkId, update: given })
    await settled()
    return given
  }
  const launch = async (...tasks: TaskInfo[]) => {
    for (const task of tasks) runner.launch(framework, task)
    await settled()
  }
  const states = () => statuses.map(({ taskId, state }) => `${taskId.value} ${state}`)
  return { link, chain, clock, log, metrics, records, runner, statuses, states, messages, ended, runs: loaded.runs, executor, subscribe, say, launch }
}
