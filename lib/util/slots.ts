import { deferred } from './deferred.ts'
import type { Deferred } from './deferred.ts'
import { unlessAborted } from './unless-aborted.ts'

/** At most `size` pieces of work at a time, in order of arrival. Who is aborted while waiting gives up the place. */
export class Slots {
  readonly #queue = new Set<Deferred<void>>()
  #free: number

  constructor (size: number) {
    this.#free = size
  }

  async run<T> (signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal)
    try {
      return await work()
    } finally {
      this.#give()
    }
  }

  async #take (signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free--
      return
    }
    const place = deferred<void>()
    this.#queue.add(place)
    try {
      await unlessAborted(place.promise, signal)
    } catch (error) {
      // Given a slot in the very moment of the abort: it goes to the next.
      if (!this.#queue.delete(place)) this.#give()
      throw error
    }
  }

  #give (): void {
    const [next] = this.#queue
    if (next === undefined) {
      this.#free++
      return
    }
    this.#queue.delete(next)
    next.resolve()
  }
}
