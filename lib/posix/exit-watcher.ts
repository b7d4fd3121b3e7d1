import { deferred, type Deferred } from '../util/deferred.ts'
import type { Clock } from '../../types/clock.ts'
import { findProcess, hasEnded, type ProcessStat, type ProcessIdentity } from '../util/read-process.ts'

const PAUSE_MS = 20

/**
 * Looks at processes which are nobody's children here until they have ended. One timer for all of them, and at most
 * 500 looks a second altogether, whatever their number: nothing in Node tells of the end of a foreign process.
 */
export class ExitWatcher {
  readonly #clock: Clock
  readonly #watched = new Map<ProcessIdentity, Deferred<ProcessStat | null>>()
  readonly #closing = new AbortController()
  #running = false

  constructor (clock: Clock) {
    this.#clock = clock
  }

  /** The zombie with its status; null: it is gone and so is its status. Does not settle after `close`. */
  watch (process: ProcessIdentity): Promise<ProcessStat | null> {
    const ended = deferred<ProcessStat | null>()
    this.#watched.set(process, ended)
    this.#look(process, ended)
    if (!this.#running) this.#run().catch(() => {})
    return ended.promise
  }

  close (): void {
    this.#watched.clear()
    this.#closing.abort()
  }

  async #run (): Promise<void> {
    this.#running = true
    while (this.#watched.size > 0) {
      await this.#clock.sleep(Math.max(PAUSE_MS, this.#watched.size * 2), this.#closing.signal)
      for (const [process, ended] of this.#watched) this.#look(process, ended)
    }
    this.#running = false
  }

  #look (process: ProcessIdentity, ended: Deferred<ProcessStat | null>): void {
    let found
    try {
      found = findProcess(process)
    } catch {
      return // Not knowing is no evidence: the next round looks again.
    }
    if (found !== null && !hasEnded(found)) return
    this.#watched.delete(process)
    ended.resolve(found)
  }
}
