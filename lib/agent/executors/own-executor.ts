import type { ExecutorID, ExecutorInfo, FrameworkInfo, TaskID } from '../../../types/mesos-v1.ts'
import type { RunningContainer } from '../../../types/running-container.ts'
import type { ExecutorTaskRequest, RunningExecutor } from '../../../types/running-executor.ts'
import { errors } from '../../errors.ts'
import { deferred } from '../../util/deferred.ts'
import type { ExecutorRunner } from './executor-runner.ts'
import { frameworkIdOf } from './executor-record.ts'
import { OwnTask } from './own-task.ts'
import { readTaskRequest } from './read-task-request.ts'

export interface OwnExecutorParts {
  runner: ExecutorRunner
  framework: FrameworkInfo
  /** What can be done with its container. */
  hand: (containerId: { value: string }) => Pick<RunningContainer, 'signal' | 'exec'>
}

/** An executor in the hand of its host. */
export class OwnExecutor implements RunningExecutor {
  readonly id: string
  readonly info: ExecutorInfo
  readonly #parts: OwnExecutorParts
  readonly #tasks = new Map<string, OwnTask>()
  readonly #listeners = new Set<(data: Uint8Array) => void>()
  readonly #end = deferred<{ exitCode: number | null }>()
  #over = false

  constructor (parts: OwnExecutorParts, info: ExecutorInfo) {
    this.#parts = parts
    this.info = info
    this.id = info.executorId.value
  }

  get tasks (): OwnTask[] {
    return [...this.#tasks.values()]
  }

  run (request: ExecutorTaskRequest): OwnTask {
    const { runner, framework } = this.#parts
    const info = readTaskRequest(request, this.info)
    if (this.#over) throw new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(`Executor ${this.id} has ended, it can be given no task`)
    if (runner.has(this.#frameworkId, info.taskId)) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`task: id '${info.taskId.value}' is in use`)
    const task = this.expect(info.taskId)
    runner.launch(framework, info)
    return task
  }

  /** A task that it has, or is about to be given. */
  expect (taskId: TaskID): OwnTask {
    const { runner } = this.#parts
    const task = new OwnTask(taskId, ({ graceMs } = {}) => runner.kill(this.#frameworkId, taskId, graceMs === undefined ? undefined : { gracePeriod: { nanoseconds: graceMs * 1e6 } }))
    this.#tasks.set(task.id, task)
    return task
  }

  send (data: string | Uint8Array): boolean {
    return this.#parts.runner.message(this.#frameworkId, this.#executorId, typeof data === 'string' ? Buffer.from(data) : data)
  }

  onMessage (listener: (data: Uint8Array) => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  shutdown (): boolean {
    return this.#parts.runner.shutdown(this.#frameworkId, this.#executorId)
  }

  wait (): Promise<{ exitCode: number | null }> {
    return this.#end.promise
  }

  async signal (signal: NodeJS.Signals | number): Promise<boolean> {
    return await this.#hand?.signal(signal) ?? false
  }

  async exec (...given: Parameters<RunningExecutor['exec']>): ReturnType<RunningExecutor['exec']> {
    const hand = this.#hand
    if (hand === undefined) throw new errors.CONTAINERIZER_ERR_EXEC_FAILED(`Executor ${this.id} does not run`)
    return await hand.exec(...given)
  }

  heardMessage (data: Uint8Array): void {
    for (const listener of this.#listeners) listener(data)
  }

  heardStatus (status: Parameters<OwnTask['hear']>[0]): void {
    const { value } = status.taskId
    if (this.#tasks.get(value)?.hear(status) === true) this.#tasks.delete(value)
  }

  ended (exitCode: number | null): void {
    this.#over = true
    this.#end.resolve({ exitCode })
  }

  letGo (error: Error): void {
    for (const task of this.tasks) task.letGo(error)
    this.#end.reject(error)
  }

  get #frameworkId (): { value: string } { return frameworkIdOf(this.#parts) }
  get #executorId (): ExecutorID { return this.info.executorId }

  get #hand (): Pick<RunningContainer, 'signal' | 'exec'> | undefined {
    const running = this.#parts.runner.get(this.#frameworkId, this.#executorId)
    return running && this.#parts.hand(running.record.containerId)
  }
}
