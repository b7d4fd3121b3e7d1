import type { Clock } from '../../../types/clock.ts'

/**
 * Ends what takes too long, one piece of work after the other. One alarm and one signal serve them all: work that ends in time, which is
 * nearly all of it, costs neither a timer nor a signal of its own.
 */
export class TimeLimit {
  readonly #clock: Clock
  readonly #limitMs: number
  readonly #over: AbortSignal
  #ending = new AbortController()
  /** When the work under way is to be ended. */
  #deadline = Infinity
  #isWatching = false

  /** `limitMs` Infinity: it may take as long as it likes. The signal ends the work under way, and all that comes. */
  constructor (clock: Clock, limitMs: number, over: AbortSignal) {
    this.#clock = clock
    this.#limitMs = limitMs
    this.#over = over
    over.addEventListener('abort', () => this.#ending.abort(over.reason), { once: true })
  }

  /** Undefined: it took too long. */
  async run<T> (work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#over.throwIfAborted()
    this.#deadline = this.#clock.now() + this.#limitMs
    if (!this.#isWatching && this.#limitMs !== Infinity) this.#watch().catch(() => {})
    const { signal } = this.#ending
    return await work(signal).finally(() => {
      this.#deadline = Infinity
      if (signal.aborted) this.#ending = new AbortController()
    }).catch((error: unknown) => {
      if (this.#over.aborted || !signal.aborted) throw error
      return undefined
    })
  }

  async #watch (): Promise<void> {
    this.#isWatching = true
    for (let left = this.#limitMs; left > 0 && left !== Infinity; left = this.#deadline - this.#clock.now()) await this.#clock.sleep(left, this.#over)
    this.#isWatching = false
    if (this.#deadline !== Infinity) this.#ending.abort()
  }
}
