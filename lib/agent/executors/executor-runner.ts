import { randomUUID } from 'node:crypto'
import type { AgentState } from '../../../types/agent-state.ts'
import type { ExecutorConnection } from '../../../types/executors.ts'
import type { ExecutorCall, ExecutorCallSubscribe, ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskID, TaskInfo, TaskStatus } from '../../../types/mesos-v1.ts'
import type { ExecutorListener, RunnerStatusListener, TaskRunner } from '../../../types/task-runner.ts'
import { containerKey } from '../../util/container-key.ts'
import { killedBeforeLaunch } from '../agent-statuses.ts'
import { ExecutorBook } from './executor-book.ts'
import { ExecutorDelivery } from './executor-delivery.ts'
import { ExecutorLife } from './executor-life.ts'
import type { ExecutorParts } from './executor-parts.ts'
import { frameworkIdOf } from './executor-record.ts'
import { reusedExecutor, terminatingExecutor } from './executor-statuses.ts'
import { ExecutorUpdates } from './executor-updates.ts'
import { ExecutorVoice } from './executor-voice.ts'
import { Executor } from './executor.ts'
import { TaskQueue } from './task-queue.ts'

/** Runs tasks that bring an executor of their own: starts the executor, gives it its tasks, hears what it says. */
export class ExecutorRunner implements Omit<TaskRunner, 'agentInfo'> {
  readonly #parts: ExecutorParts
  readonly #book = new ExecutorBook()
  readonly #voice: ExecutorVoice
  readonly #life: ExecutorLife
  readonly #updates: ExecutorUpdates
  readonly #delivery: ExecutorDelivery
  readonly #queue: TaskQueue

  constructor (parts: ExecutorParts) {
    this.#parts = parts
    this.#voice = new ExecutorVoice(parts)
    this.#life = new ExecutorLife(parts, this.#book, this.#voice)
    this.#updates = new ExecutorUpdates(parts, this.#life, this.#voice)
    this.#delivery = new ExecutorDelivery(parts, this.#life, this.#updates)
    this.#queue = new TaskQueue({
      former: (frameworkId, executorId) => this.get(frameworkId, executorId),
      launch: (framework, task, executor) => this.#add(framework, [task], executor, { generated: true }),
      killed: (executor, taskId) => this.#declare(executor, killedBeforeLaunch(taskId))
    })
  }

  /** What the chain is to recover. Executors of frameworks that do not checkpoint are not: the chain ends them. */
  async load (): Promise<Required<Pick<AgentState, 'runs' | 'unreadable'>>> {
    const { records, log } = this.#parts
    const found = await records.list()
    for (const { key, error } of found.broken) log.error({ err: error, record: key }, 'the record of an executor cannot be read')
    for (const { key, value } of found.records) {
      if (value.framework.checkpoint === true) this.#book.add(new Executor(value))
      else await records.remove(key)
    }
    const runs = this.#book.all().map(executor => {
      const { containerId, executor: executorInfo, directory, generated, tasks: [task] } = executor.record
      return { containerId, frameworkId: frameworkIdOf(executor.record), executorInfo, directory, ...(generated === true && task !== undefined ? { taskInfo: task.info } : {}) }
    })
    return { runs, unreadable: found.broken.map(({ key }) => key) }
  }

  /** To be called when the chain has recovered. */
  settle (): void {
    const known = new Set(this.#parts.containerizers.containers().map(containerKey))
    for (const executor of this.#book.all()) {
      if (known.has(executor.key)) this.#life.watch(executor)
      else this.#life.lost(executor)
    }
  }

  /** To be called when executors of before can reach the agent again: from now on they are waited for. */
  expectBack (): void {
    for (const executor of this.#book.all().filter(({ phase }) => phase === 'REGISTERING')) this.#life.expect(executor)
  }

  onStatus (listener: RunnerStatusListener): () => void {
    return this.#voice.onStatus(listener)
  }

  onExecutor (listener: ExecutorListener): () => void {
    return this.#voice.onExecutor(listener)
  }

  has (frameworkId: FrameworkID, taskId: TaskID): boolean {
    return this.#book.ofTask(frameworkId, taskId) !== undefined || this.#queue.has(frameworkId, taskId)
  }

  executors (): ExecutorInfo[] {
    return this.#book.all().map(({ record }) => record.executor)
  }

  /** The executors with their containers. */
  all (): Executor[] {
    return this.#book.all()
  }

  /** Undefined: no such custom executor here. */
  get (frameworkId: FrameworkID, executorId: ExecutorID): Executor | undefined {
    return this.#book.get(frameworkId.value, executorId.value)
  }

  /** With an executor that the agent has made for it, a command task. */
  launch (framework: FrameworkInfo, task: TaskInfo, generated?: ExecutorInfo): void {
    if (generated === undefined) return this.#add(framework, [task], task.executor as ExecutorInfo)
    this.#queue.launch(framework, task, generated)
  }

  /** True: the framework has a custom executor by the id of this command task, which is dropped. */
  drop (framework: FrameworkInfo, { taskId }: TaskInfo): boolean {
    const executor = this.get(framework.id as FrameworkID, taskId)
    if (executor === undefined || executor.record.generated === true) return false
    this.#declare(executor, reusedExecutor(taskId, framework))
    return true
  }

  launchGroup (framework: FrameworkInfo, tasks: TaskInfo[]): void {
    this.#add(framework, tasks, tasks[0]?.executor as ExecutorInfo, { group: randomUUID() })
  }

  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean {
    const executor = this.#book.ofTask(frameworkId, taskId)
    const task = executor?.task(taskId)
    if (executor === undefined || task === undefined) return this.#queue.kill(frameworkId, taskId)
    if (task.sent) {
      this.#delivery.kill(executor, taskId, killPolicy)
      return true
    }
    for (const other of executor.record.tasks.filter(other => other === task || (task.group !== undefined && other.group === task.group))) {
      executor.remove(other)
      this.#declare(executor, killedBeforeLaunch(other.info.taskId))
    }
    if (!executor.record.everSent && executor.record.tasks.length === 0) this.#life.shutdown(executor)
    else this.#life.save(executor)
    return true
  }

  message (frameworkId: FrameworkID, executorId: ExecutorID, data: Uint8Array): boolean {
    const executor = this.get(frameworkId, executorId)
    const heard = executor?.listens === true
    this.#parts.metrics.count(`slave/${heard ? 'valid' : 'invalid'}_framework_messages`)
    if (heard) executor?.connection?.send({ type: 'MESSAGE', message: { data } })
    else this.#parts.log.warn({ frameworkId: frameworkId.value, executorId: executorId.value }, 'dropped a message for an executor that does not listen')
    return heard
  }

  shutdown (frameworkId: FrameworkID, executorId: ExecutorID): boolean {
    const executor = this.get(frameworkId, executorId)
    if (executor !== undefined) this.#life.shutdown(executor)
    return executor !== undefined
  }

  /** Makes the connection the executor's own. Never throws. */
  subscribe (executor: Executor, connection: ExecutorConnection, subscribe: ExecutorCallSubscribe): void {
    this.#delivery.subscribe(executor, connection, subscribe)
  }

  /** Does what a well-formed call of an executor that has subscribed says. */
  call (executor: Executor, { type, update, message }: ExecutorCall): void {
    if (type === 'MESSAGE') this.#voice.message(executor, message!.data)
    if (type !== 'UPDATE') return
    executor.run(() => this.#updates.take(executor, update!)).catch((err: unknown) => {
      this.#parts.log.error({ err, container: executor.key }, 'an update of an executor could not be kept, it is not acknowledged')
    })
  }

  /** Ends every stream, so that the server can close; executors come back to the next agent. */
  disconnect (): void {
    for (const executor of this.#book.all()) {
      executor.cancelTimer()
      executor.connection?.close()
    }
  }

  async close (): Promise<void> {
    this.#voice.close()
    this.disconnect()
    await this.#life.close()
  }

  #add (framework: FrameworkInfo, tasks: TaskInfo[], asked: ExecutorInfo, { group, generated }: { group?: string, generated?: true } = {}): void {
    const info = { ...asked, frameworkId: framework.id as FrameworkID }
    const former = this.get(info.frameworkId, info.executorId)
    const record = { containerId: { value: randomUUID() }, framework, executor: info, ...(generated === undefined ? {} : { generated }), directory: '', subscribed: false, everSent: false, tasks: [] }
    const executor = former ?? this.#book.add(new Executor(record))
    if (executor.phase === 'TERMINATING' || executor.phase === 'TERMINATED') {
      for (const { taskId } of tasks) this.#declare(executor, terminatingExecutor(taskId, framework))
      return
    }
    for (const task of tasks) executor.add(task, group)
    if (former === undefined) return this.#life.launch(executor)
    executor.heed(framework)
    this.#life.save(executor)
    this.#delivery.deliver(executor)
  }

  /** The agent itself speaks, and nobody waits for what becomes of it. */
  #declare (executor: Executor, status: TaskStatus): void {
    this.#voice.say(executor, status, 'SOURCE_AGENT').catch((err: unknown) => {
      this.#parts.log.error({ err, container: executor.key }, 'seeing to a status of a task failed')
    })
  }
}
