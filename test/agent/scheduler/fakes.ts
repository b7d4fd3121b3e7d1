import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { AgentInfo, ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, Offer, SchedulerEvent, SchedulerEventType, TaskID, TaskInfo, TaskState, TaskStatus } from '../../../types/mesos-v1.ts'
import type { EventConnection } from '../../../types/scheduler.ts'
import type { ExecutorListener, RunnerStatusListener, TaskRunner } from '../../../types/task-runner.ts'

/** Lets everything that is ready run, offers included. */
export async function settled (): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve))
}

interface Sleeper { at: number, wake: () => void }

export class FakeClock implements Clock {
  #now = 1_700_000_000_000
  #sleepers: Sleeper[] = []
  readonly #settle: () => Promise<void>

  /** `settle` lets everything that is ready run. */
  constructor (settle = settled) {
    this.#settle = settle
  }

  now () { return this.#now }
  get sleeping () { return this.#sleepers.length }

  sleep (ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
        reject(signal!.reason)
      }
      const sleeper = {
        at: this.#now + ms,
        wake: () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
      }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', abort)
    })
  }

  async advance (ms: number): Promise<void> {
    const end = this.#now + ms
    await this.#settle()
    for (;;) {
      const next = this.#sleepers.filter(sleeper => sleeper.at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#now = next.at
      this.#sleepers = this.#sleepers.filter(sleeper => sleeper !== next)
      next.wake()
      await this.#settle()
    }
    this.#now = end
  }
}

export class MemoryStore<T> implements CheckpointStore<T> {
  readonly records = new Map<string, T>()
  broken: string[] = []
  writes = 0
  failure: Error | undefined

  async write (key: string, value: T) {
    this.writes++
    if (this.failure !== undefined) throw this.failure
    this.records.set(key, structuredClone(value))
  }

  async read (key: string) { return this.records.get(key) }

  async remove (key: string) {
    if (this.failure !== undefined) throw this.failure
    this.records.delete(key)
  }

  async list () {
    return {
      records: [...this.records].map(([key, value]) => ({ key, value: structuredClone(value) })),
      broken: this.broken.map(key => ({ key, error: new Error('unreadable') }))
    }
  }
}

export class MemoryLog implements Log {
  readonly lines: string[] = []
  debug (_fields: object, message: string) { this.lines.push(message) }
  info (_fields: object, message: string) { this.lines.push(message) }
  warn (_fields: object, message: string) { this.lines.push(message) }
  error (_fields: object, message: string) { this.lines.push(message) }
}

export class FakeRunner implements TaskRunner {
  agentInfo: AgentInfo = {
    id: { value: 'agent-S0' },
    hostname: '127.0.0.1',
    port: 5051,
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 8 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 8000 } },
      { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 32000 }] } }
    ]
  }

  readonly launched: Array<{ framework: FrameworkInfo, task: TaskInfo }> = []
  readonly killed: Array<{ taskId: string, killPolicy: KillPolicy | undefined }> = []
  readonly alive = new Set<string>()
  #listeners = new Set<RunnerStatusListener>()
  #uuids = 0

  get listeners () { return this.#listeners.size }

  onStatus (listener: RunnerStatusListener) {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  launch (framework: FrameworkInfo, task: TaskInfo) {
    this.launched.push({ framework, task })
    this.alive.add(task.taskId.value)
  }

  kill (_frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy) {
    this.killed.push({ taskId: taskId.value, killPolicy })
    return this.alive.has(taskId.value)
  }

  has (_frameworkId: FrameworkID, taskId: TaskID) { return this.alive.has(taskId.value) }

  /** Groups by the ids of their tasks. */
  readonly groups: string[][] = []
  launchGroup (_framework: FrameworkInfo, tasks: TaskInfo[]) {
    this.groups.push(tasks.map(({ taskId }) => taskId.value))
    for (const { taskId } of tasks) this.alive.add(taskId.value)
  }

  hosted: ExecutorInfo[] = []
  readonly heard: Array<{ executorId: string, data: string }> = []
  readonly shutDown: string[] = []
  readonly executorListeners = new Set<ExecutorListener>()
  executors () { return this.hosted }

  onExecutor (listener: ExecutorListener) {
    this.executorListeners.add(listener)
    return () => { this.executorListeners.delete(listener) }
  }

  message (_frameworkId: FrameworkID, { value }: ExecutorID, data: Uint8Array) {
    this.heard.push({ executorId: value, data: String(Buffer.from(data)) })
    return true
  }

  shutdown (frameworkId: FrameworkID, { value }: ExecutorID) {
    const known = this.hosted.some(({ executorId, frameworkId: of }) => executorId.value === value && of?.value === frameworkId.value)
    if (known) this.shutDown.push(value)
    return known
  }

  emit (frameworkId: string, taskId: string, state: TaskState, more: Partial<TaskStatus> = {}): TaskStatus {
    const uuid = Buffer.alloc(16)
    uuid.writeUInt32BE(++this.#uuids)
    const status: TaskStatus = { taskId: { value: taskId }, state, uuid, agentId: this.agentInfo.id!, source: 'SOURCE_EXECUTOR', timestamp: 1, ...more }
    if (['TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED'].includes(state)) this.alive.delete(taskId)
    this.kept = Promise.all(Array.from(this.#listeners, listener => listener({ value: frameworkId }, status)))
    return status
  }

  /** Resolves when everybody has kept the status emitted last. */
  kept: Promise<unknown> = Promise.resolve()
}

/** A subscription that keeps what it is sent. */
export class MemoryConnection implements EventConnection {
  readonly streamId = 'stream'
  readonly events: SchedulerEvent[] = []
  closed = false
  #listeners: Array<() => void> = []

  send (event: SchedulerEvent) { if (!this.closed) this.events.push(event) }
  onClose (listener: () => void) { this.#listeners.push(listener) }

  close () {
    if (this.closed) return
    this.closed = true
    for (const listener of this.#listeners) listener()
  }

  of (type: SchedulerEventType) { return this.events.filter(event => event.type === type) }
  get types () { return this.events.map(event => event.type) }
  get id () { return this.of('SUBSCRIBED')[0]!.subscribed!.frameworkId }
  get offers (): Offer[] { return this.of('OFFERS').flatMap(event => event.offers!.offers!) }
  get lastOffer (): Offer { return this.offers.at(-1)! }
  get statuses (): TaskStatus[] { return this.of('UPDATE').map(event => event.update!.status) }
  get states (): TaskState[] { return this.statuses.map(status => status.state) }
  get errors () { return this.of('ERROR').map(event => event.error!.message) }
}

export function frameworkInfo (more: Partial<FrameworkInfo> = {}): FrameworkInfo {
  return { user: 'root', name: 'test', roles: ['*'], capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }], failoverTimeout: 60, ...more }
}

export function commandTask (id: string, more: Partial<TaskInfo> = {}): TaskInfo {
  return {
    name: id,
    taskId: { value: id },
    agentId: { value: 'agent-S0' },
    command: { shell: true, value: 'true' },
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 }, allocationInfo: { role: '*' } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 32 }, allocationInfo: { role: '*' } }
    ],
    ...more
  }
}
