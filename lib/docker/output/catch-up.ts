import type { Clock } from '../../../types/clock.ts'
import { deferred } from '../../util/deferred.ts'
import { Slots } from '../../util/slots.ts'
import { unlessAborted } from '../../util/unless-aborted.ts'
import { within } from '../../util/within.ts'

const AT_ONCE = 4
const ASKED_AT_ONCE = 16
/** Whoever takes longer goes on beside those after it: one log that the engine does not give must not keep the others back. */
const LONGEST_MS = 2000

/**
 * What can wait until the containers have been taken back, so that a restart is over sooner, and is done a few at a time then: catching up with
 * their logs, in turns, and short questions. Nothing is lost by it, the engine has the log and how each has ended.
 */
export class CatchUp {
  readonly #clock: Clock
  readonly #slots = new Slots(AT_ONCE)
  readonly #questions = new Slots(ASKED_AT_ONCE)
  readonly #begun = deferred<void>()

  /** `begun`: there is nothing to be taken back first. */
  constructor (clock: Clock, { begun = false }: { begun?: boolean } = {}) {
    this.#clock = clock
    if (begun) this.begin()
  }

  /** From now on turns are given and questions asked. */
  begin (): void {
    this.#begun.resolve()
  }

  /** Settles as the question does, no log keeps it back. Rejects with the signal's reason when aborted before. */
  async ask<T> (signal: AbortSignal, question: () => Promise<T>): Promise<T> {
    await unlessAborted(this.#begun.promise, signal)
    return await this.#questions.run(signal, question)
  }

  /** Settles as the work does, which tells when it has caught up; the next one's turn has come then. Rejects with the signal's reason when aborted before. */
  async turn<T> (signal: AbortSignal, work: (caughtUp: () => void) => Promise<T>): Promise<T> {
    const [come, over] = [deferred<void>(), deferred<void>()]
    await unlessAborted(this.#begun.promise, signal)
    this.#slots.run(signal, async () => {
      come.resolve()
      await within(over.promise, LONGEST_MS, this.#clock)
    }).catch(come.reject)
    await come.promise
    try {
      return await work(over.resolve)
    } finally {
      over.resolve()
    }
  }
}
