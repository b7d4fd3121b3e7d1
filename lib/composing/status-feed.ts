import type { TaskStatus } from '../../types/mesos-v1.ts'
import { deferred } from '../util/deferred.ts'

type Ended = { error?: unknown }

/**
 * The statuses of one task for any number of readers. Of those that came before a reader the newest of each state is kept, so that
 * what nobody reads does not grow.
 */
export class StatusFeed implements AsyncIterable<TaskStatus> {
  readonly #said = new Map<string, TaskStatus>()
  readonly #readers = new Set<{ queue: TaskStatus[], wake: () => void }>()
  #ended: Ended | undefined

  /** The newest. */
  get last (): TaskStatus | undefined {
    return [...this.#said.values()].at(-1)
  }

  /** What comes after the end is dropped. */
  push (status: TaskStatus): void {
    if (this.#ended !== undefined) return
    // Set anew, so that the map is in the order of the newest.
    this.#said.delete(status.state)
    this.#said.set(status.state, status)
    for (const reader of this.#readers) {
      reader.queue.push(status)
      reader.wake()
    }
  }

  /** Readers end after what was said; with an error they throw it. */
  end (ended: Ended = {}): void {
    this.#ended ??= ended
    for (const { wake } of this.#readers) wake()
  }

  async * [Symbol.asyncIterator] (): AsyncGenerator<TaskStatus, void> {
    let woken = deferred<void>()
    const reader = { queue: [...this.#said.values()], wake: () => woken.resolve() }
    this.#readers.add(reader)
    try {
      for (;;) {
        woken = deferred<void>()
        for (let status = reader.queue.shift(); status !== undefined; status = reader.queue.shift()) yield status
        if (this.#ended === undefined) await woken.promise
        else if ('error' in this.#ended) throw this.#ended.error
        else return
      }
    } finally {
      this.#readers.delete(reader)
    }
  }
}
