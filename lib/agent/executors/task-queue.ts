import type { ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, TaskID, TaskInfo } from '../../../types/mesos-v1.ts'
import type { Executor } from './executor.ts'

export interface TaskQueueParts {
  former: (frameworkId: FrameworkID, executorId: ExecutorID) => Executor | undefined
  launch: (framework: FrameworkInfo, task: TaskInfo, executor: ExecutorInfo) => void
  /** It waited for that executor. */
  killed: (former: Executor, taskId: TaskID) => void
}

interface Waiting { frameworkId: string, taskId: string, former: Executor }

/** Command tasks whose executor would have the ids of one that is still there, as when an id is used again at once: they wait for its end. */
export class TaskQueue {
  readonly #parts: TaskQueueParts
  readonly #waiting = new Set<Waiting>()

  constructor (parts: TaskQueueParts) {
    this.#parts = parts
  }

  launch (framework: FrameworkInfo, task: TaskInfo, executor: ExecutorInfo): void {
    const frameworkId = framework.id as FrameworkID
    const former = this.#parts.former(frameworkId, executor.executorId)
    if (former === undefined) return this.#parts.launch(framework, task, executor)
    const waiting: Waiting = { frameworkId: frameworkId.value, taskId: task.taskId.value, former }
    this.#waiting.add(waiting)
    former.gone.promise.then(() => {
      if (this.#waiting.delete(waiting)) this.launch(framework, task, executor)
    })
  }

  has (frameworkId: FrameworkID, taskId: TaskID): boolean {
    return this.#find(frameworkId, taskId) !== undefined
  }

  /** False: no such task waits. */
  kill (frameworkId: FrameworkID, taskId: TaskID): boolean {
    const waiting = this.#find(frameworkId, taskId)
    if (waiting === undefined) return false
    this.#waiting.delete(waiting)
    this.#parts.killed(waiting.former, taskId)
    return true
  }

  #find (frameworkId: FrameworkID, taskId: TaskID): Waiting | undefined {
    return [...this.#waiting].find(waiting => waiting.frameworkId === frameworkId.value && waiting.taskId === taskId.value)
  }
}
