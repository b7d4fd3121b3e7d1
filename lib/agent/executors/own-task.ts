import type { TaskID, TaskStatus } from '../../../types/mesos-v1.ts'
import type { ExecutorTask } from '../../../types/running-executor.ts'
import { deferred } from '../../util/deferred.ts'
import { Feed } from '../../util/feed.ts'
import { isTerminal } from '../terminal-states.ts'

/** A task that a host gave to an executor of its own. */
export class OwnTask implements ExecutorTask {
  readonly id: string
  readonly #feed = new Feed<TaskStatus>(({ state }) => state)
  readonly #end = deferred<TaskStatus>()
  readonly #kill: ExecutorTask['kill']

  constructor ({ value }: TaskID, kill: ExecutorTask['kill']) {
    this.id = value
    this.#kill = kill
  }

  kill (options?: { graceMs?: number }): boolean {
    return this.#kill(options)
  }

  wait (): Promise<TaskStatus> {
    return this.#end.promise
  }

  [Symbol.asyncIterator] (): AsyncIterator<TaskStatus> {
    return this.#feed[Symbol.asyncIterator]()
  }

  /** Something was said of it. True: for the last time. */
  hear (status: TaskStatus): boolean {
    this.#feed.push(status)
    if (!isTerminal(status.state)) return false
    this.#feed.end()
    this.#end.resolve(status)
    return true
  }

  /** Nobody will say more here, though it runs on. */
  letGo (error: Error): void {
    this.#feed.end({ error })
    this.#end.reject(error)
  }
}
