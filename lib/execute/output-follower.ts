import type { Clock } from '../../types/clock.ts'
import type { FileTail, TakeBytes } from './file-tail.ts'

export interface FollowedFile {
  tail: FileTail
  take: TakeBytes
}

const pollMs = 250

/** Copies files of a sandbox while they grow. */
export class OutputFollower {
  readonly #files: FollowedFile[]
  readonly #stopping = new AbortController()
  /** Rejects when the agent cannot be read, or a taker fails; resolves after it was stopped. */
  readonly done: Promise<void>

  constructor (files: FollowedFile[], clock: Clock) {
    this.#files = files
    this.done = this.#follow(clock)
    // Whoever stops it hears of it, at the latest.
    this.done.catch(() => {})
  }

  /** Copies what is left and ends; rejects where the agent could not be read. */
  async stop (): Promise<void> {
    this.#stopping.abort()
    await this.done
    await this.#copy()
  }

  async #follow (clock: Clock): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#copy()
      await clock.sleep(pollMs, signal).catch(() => {})
    }
  }

  async #copy (): Promise<void> {
    for (const { tail, take } of this.#files) await tail.copy(take)
  }
}
