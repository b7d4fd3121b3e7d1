import type { ContainerID, TaskStatus } from '../../types/mesos-v1.ts'
import type { Log } from '../../types/log.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'
import { containerKey } from '../util/container-key.ts'

/** Whoever hears the statuses of tasks. */
export class TaskListeners {
  readonly #log: Log
  readonly #listeners = new Set<TaskStatusListener>()

  constructor (log: Log) {
    this.#log = log
  }

  add (listener: TaskStatusListener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Every listener is called at once, which keeps the order; resolves when all are done with it. Never rejects. */
  async say (id: ContainerID, status: TaskStatus): Promise<void> {
    await Promise.all([...this.#listeners].map(async (listener) => {
      try {
        await listener(id, status)
      } catch (error) {
        this.#log.error({ err: error, container: containerKey(id) }, 'a task status listener failed')
      }
    }))
  }
}
