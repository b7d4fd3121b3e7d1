import type { ExecutorConnection } from '../../../types/executors.ts'
import type { FrameworkInfo, NetworkInfo, Resource, TaskID, TaskInfo, TaskState, TaskStatusReason } from '../../../types/mesos-v1.ts'
import { containerKey } from '../../util/container-key.ts'
import { deferred } from '../../util/deferred.ts'
import { addResources } from '../resource-math.ts'
import { frameworkIdOf } from './executor-record.ts'
import type { ExecutorRecord, ExecutorTask } from './executor-record.ts'

/** REGISTERING: it is expected to subscribe. TERMINATING: it was told to end, or is being ended. */
export type ExecutorPhase = 'REGISTERING' | 'RUNNING' | 'TERMINATING' | 'TERMINATED'

/** Why the agent ends an executor: what its tasks will be told. */
export interface PendingEnd { state: TaskState, reason: TaskStatusReason, message: string }

/** A custom executor as this agent sees it; `record` is what the next one will. */
export class Executor {
  readonly record: ExecutorRecord
  phase: ExecutorPhase = 'REGISTERING'
  connection: ExecutorConnection | undefined
  /** SUBSCRIBED has gone out on that connection. */
  greeted = false
  pendingEnd: PendingEnd | undefined
  /** Calls off whichever of registration, shutdown and heartbeat is awaited. */
  cancelTimer = (): void => {}
  /** Addresses of the container where it has its own. */
  networkInfos: NetworkInfo[] | undefined
  /** Resources that its container was last given, as text to compare. */
  granted: string | undefined
  /** A task whose end is being kept: it is still known here, but counts for no resources any more. */
  leaving: ExecutorTask | undefined
  /** Its container has ended, and it is known no more. */
  readonly gone = deferred<void>()
  /** What it is to do is done one after the other, and this is the end of it. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor (record: ExecutorRecord) {
    this.record = record
  }

  get key (): string { return containerKey(this.record.containerId) }
  get frameworkId (): string { return frameworkIdOf(this.record).value }
  get executorId (): string { return this.record.executor.executorId.value }

  /** It may be given tasks now. */
  get listens (): boolean { return this.phase === 'RUNNING' && this.greeted && this.connection?.open === true }

  /** Those that have not ended. */
  get living (): ExecutorTask[] {
    return this.record.tasks.filter(task => task !== this.leaving)
  }

  /** The executor's own resources and those of all its tasks. */
  get resources (): Resource[] {
    return this.living.reduce((sum, { info }) => addResources(sum, info.resources ?? []), this.record.executor.resources ?? [])
  }

  /** Its framework may say anew who it is; whether the executor outlives the agent was settled when it was started. */
  heed (framework: FrameworkInfo): void {
    const { checkpoint = false } = this.record.framework
    this.record.framework = { ...framework, checkpoint }
  }

  task ({ value }: TaskID): ExecutorTask | undefined {
    return this.record.tasks.find(({ info }) => info.taskId.value === value)
  }

  remove (task: ExecutorTask): void {
    this.record.tasks = this.record.tasks.filter(other => other !== task)
  }

  /** What waits to be sent, in order of arrival: single tasks, and groups as a whole. */
  get unsent (): ExecutorTask[][] {
    const batches = new Map<string | ExecutorTask, ExecutorTask[]>()
    for (const task of this.record.tasks.filter(({ sent }) => !sent)) {
      const key = task.group ?? task
      batches.set(key, [...batches.get(key) ?? [], task])
    }
    return [...batches.values()]
  }

  add (info: TaskInfo, group?: string): void {
    this.record.tasks.push({ info, sent: false, taken: [], ...(group === undefined ? {} : { group }) })
  }

  /** Jobs run one after the other; what goes wrong in one is its caller's, not the next one's. */
  run (job: () => void | Promise<void>): Promise<void> {
    const done = this.#turn.then(job)
    this.#turn = done.catch(() => {})
    return done
  }
}
