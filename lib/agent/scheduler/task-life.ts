import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { FrameworkID, KillPolicy, SchedulerCallAcknowledge, TaskInfo, TaskStatus } from '../../../types/mesos-v1.ts'
import type { TaskRecord } from '../../../types/scheduler.ts'
import type { TaskRunner } from '../../../types/task-runner.ts'
import { uuidBytes } from '../../util/uuid-bytes.ts'
import { after } from './after.ts'
import { AgentTasks, ended, recordOf } from './agent-tasks.ts'
import type { AgentTask } from './agent-tasks.ts'
import type { Framework } from './framework.ts'
import { RecordWriter } from './record-writer.ts'
import { isTerminal, knownState } from './task-states.ts'

export interface TaskLifeOptions {
  runner: TaskRunner
  store: CheckpointStore<TaskRecord>
  clock: Clock
  log: Log
  /** Undefined: it was removed. */
  framework: (id: string) => Framework | undefined
  /** Resources have become free. */
  freed: () => void
}

const RETRY_MS = 10_000

/** Tasks from launch to acknowledged end, on disk and in memory, between the runner and the frameworks. */
export class TaskLife {
  readonly tasks: AgentTasks
  readonly #options: TaskLifeOptions
  readonly #writer: RecordWriter<TaskRecord>
  readonly #stopListening: () => void
  /** What calls off the next try to store a task. */
  readonly #retries = new Map<AgentTask, () => void>()
  #closed = false
  /** Statuses of before `settle` whose tasks no record knows; undefined after it. */
  #early: Array<[FrameworkID, TaskStatus]> | undefined = []

  constructor (options: TaskLifeOptions) {
    this.#options = options
    this.#writer = new RecordWriter(options.store)
    this.tasks = new AgentTasks({
      clock: options.clock,
      persist: task => this.#persist(task),
      send: (task, status) => options.framework(task.frameworkId)?.sendStatus(status) === true
    })
    this.#stopListening = options.runner.onStatus((frameworkId, status) => {
      if (this.#early === undefined || this.tasks.get(frameworkId.value, status.taskId.value) !== undefined) return this.#take(frameworkId, status)
      // It is killed, for which the runner must have recovered.
      this.#early.push([frameworkId, status])
      return undefined
    })
  }

  /** To be called when the frameworks are known, and before the runner recovers: what has ended meanwhile is kept here before its traces go. */
  async load (): Promise<number> {
    const { records, broken } = await this.#options.store.list()
    for (const { key, error } of broken) this.#options.log.warn({ key, err: error }, 'A task record cannot be read, its task is killed if it runs')
    for (const { value } of records) {
      const { task: info, ...rest } = value
      this.tasks.add({ info, ...rest }).recovered = true
    }
    return broken.length
  }

  /** To be called when the runner has recovered. */
  settle (): void {
    for (const [frameworkId, status] of this.#early!) this.#take(frameworkId, status)
    this.#early = undefined
    for (const task of this.tasks.all()) this.#settle(task)
  }

  launch (framework: Framework, info: TaskInfo, role: string): void {
    this.#add(framework, info, role)
    this.#options.runner.launch(framework.info, info)
  }

  /** Each has the same executor in it. */
  launchGroup (framework: Framework, infos: TaskInfo[], role: string): void {
    for (const info of infos) this.#add(framework, info, role)
    this.#options.runner.launchGroup(framework.info, infos)
  }

  #add (framework: Framework, info: TaskInfo, role: string): void {
    // Not waited for: should the agent die before it is written, recovery finds the task without a record and kills it.
    this.#persist(this.tasks.add({ frameworkId: framework.id, info, role }))
  }

  acknowledge (framework: Framework, { taskId, uuid }: SchedulerCallAcknowledge): void {
    const task = this.tasks.get(framework.id, taskId.value)
    const status = task?.stream.acknowledge(uuid)
    if (task === undefined || status === undefined) {
      this.#options.log.warn({ frameworkId: framework.id, taskId: taskId.value }, 'Ignored an acknowledgement of an update that is not in flight')
    } else if (isTerminal(status.state)) {
      this.#forget(task)
    } else if (task.stream.unacknowledged.length > 0) {
      // With nothing left the record stays as it is: a restart then repeats the last update, which the contract allows.
      this.#persist(task)
    }
  }

  kill (task: AgentTask, killPolicy?: KillPolicy): void {
    if (!ended(task)) this.#options.runner.kill({ value: task.frameworkId }, task.info.taskId, killPolicy)
  }

  /** The framework listens again: every update in flight goes out once more. */
  resume (framework: Framework): void {
    for (const task of this.tasks.of(framework.id)) task.stream.resume()
  }

  /** The framework is gone for good: nobody is told any more, what runs is killed. */
  abandon (framework: Framework): void {
    for (const task of this.tasks.of(framework.id)) this.#orphan(task)
  }

  async close (): Promise<void> {
    this.#closed = true
    this.#stopListening()
    for (const cancel of this.#retries.values()) cancel()
    for (const task of this.tasks.all()) task.stream.close()
    await this.#writer.idle()
  }

  /** A promise: what is to be kept of it is stored. */
  #take (frameworkId: FrameworkID, status: TaskStatus): Promise<void> | undefined {
    const { framework, freed, log, runner } = this.#options
    const task = this.tasks.get(frameworkId.value, status.taskId.value)
    if (task === undefined) {
      log.warn({ frameworkId: frameworkId.value, taskId: status.taskId.value, state: status.state }, 'A task runs that no record knows, it is killed')
      runner.kill(frameworkId, status.taskId)
      return undefined
    }
    const isRepeated = task.recovered && task.latest?.state === status.state && task.latest.healthy === status.healthy
    task.recovered = false
    if (isRepeated || ended(task)) return undefined
    if (this.tasks.note(task, status)) freed()
    if (framework(task.frameworkId) !== undefined) return task.stream.push(status)
    if (ended(task)) this.#forget(task)
    return undefined
  }

  /** Brings a recovered task in line with what the runner has. */
  #settle (task: AgentTask): void {
    const { framework: find, runner } = this.#options
    const framework = find(task.frameworkId)
    const isHere = runner.has({ value: task.frameworkId }, task.info.taskId)
    if (framework === undefined) {
      if (isHere) this.#orphan(task)
      else this.#forget(task)
    } else if (!ended(task) && !isHere) {
      this.#take({ value: task.frameworkId }, this.#lost(task, framework))
    }
  }

  #lost (task: AgentTask, framework: Framework): TaskStatus {
    const { latest, info } = task
    return {
      taskId: info.taskId,
      state: knownState(latest === undefined ? 'TASK_DROPPED' : 'TASK_GONE', framework.can('PARTITION_AWARE')),
      message: latest === undefined ? 'Task launched during agent restart' : 'Task is unknown to the agent after its restart',
      source: 'SOURCE_AGENT',
      reason: 'REASON_AGENT_RESTARTED',
      agentId: info.agentId,
      timestamp: this.#options.clock.now() / 1000,
      uuid: uuidBytes()
    }
  }

  #orphan (task: AgentTask): void {
    task.stream.close()
    if (ended(task)) this.#forget(task)
    else this.kill(task)
  }

  #forget (task: AgentTask): void {
    this.tasks.remove(task)
    this.#writer.remove(task.key).catch((error: unknown) => this.#complain(task, error))
  }

  #persist (task: AgentTask): Promise<void> {
    return this.#writer.write(task.key, () => recordOf(task)).catch((error: unknown) => {
      this.#complain(task, error)
      this.#persistLater(task)
    })
  }

  /** An end that only memory knows would be lost with the agent: a disk that is full now may have room soon. */
  #persistLater (task: AgentTask): void {
    if (this.#closed || this.#retries.has(task)) return
    this.#retries.set(task, after(this.#options.clock, RETRY_MS, () => {
      this.#retries.delete(task)
      if (this.tasks.get(task.frameworkId, task.info.taskId.value) === task) this.#persist(task)
    }))
  }

  #complain (task: AgentTask, error: unknown): void {
    this.#options.log.error({ frameworkId: task.frameworkId, taskId: task.info.taskId.value, err: error }, 'A task record cannot be stored')
  }
}
