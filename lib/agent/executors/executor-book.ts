import type { FrameworkID, TaskID } from '../../../types/mesos-v1.ts'
import type { Executor } from './executor.ts'

/** The executors of the agent, found by their ids, by a task of theirs, and all. */
export class ExecutorBook {
  readonly #byIds = new Map<string, Executor>()

  add (executor: Executor): Executor {
    this.#byIds.set(keyOf(executor.frameworkId, executor.executorId), executor)
    return executor
  }

  /** One that has its ids by now stays. */
  remove (executor: Executor): void {
    if (this.get(executor.frameworkId, executor.executorId) === executor) this.#byIds.delete(keyOf(executor.frameworkId, executor.executorId))
  }

  get (frameworkId: string, executorId: string): Executor | undefined {
    return this.#byIds.get(keyOf(frameworkId, executorId))
  }

  ofTask (frameworkId: FrameworkID, taskId: TaskID): Executor | undefined {
    return this.all().find(executor => executor.frameworkId === frameworkId.value && executor.task(taskId) !== undefined)
  }

  all (): Executor[] {
    return [...this.#byIds.values()]
  }
}

/** No id may hold a slash. */
function keyOf (frameworkId: string, executorId: string): string {
  return `${frameworkId}/${executorId}`
}
