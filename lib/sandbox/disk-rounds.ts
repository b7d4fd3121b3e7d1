import pLimit from 'p-limit'
import { deferred } from '../util/deferred.ts'
import type { Deferred } from '../util/deferred.ts'
import { isInside } from '../util/is-inside.ts'

/** Looking at sandboxes must not take the disk away from those who write to them. */
const AT_A_TIME = 2
/** Their names go on one command line. */
const AT_ONCE = 200

export interface AskOptions {
  /** Nobody waits for the answer any more. */
  signal: AbortSignal
  /** Not with others, whose answers it might hold up. */
  alone: boolean
}

interface Ask extends AskOptions { directory: string, answer: Deferred<number> }

/** Measures directories, all that are asked for at a time in one go. */
export class DiskRounds {
  readonly #measure: (directories: string[], signal: AbortSignal) => Promise<Map<string, number>>
  readonly #slots = pLimit(AT_A_TIME)
  #waiting: Ask[] = []

  constructor (measure: (directories: string[], signal: AbortSignal) => Promise<Map<string, number>>) {
    this.#measure = measure
  }

  /** Bytes of a directory. Rejects where they cannot be told, or with the signal's reason. */
  async ask (directory: string, { signal, alone }: AskOptions): Promise<number> {
    signal.throwIfAborted()
    const ask = { directory, signal, alone, answer: deferred<number>() }
    this.#waiting.push(ask)
    signal.addEventListener('abort', () => ask.answer.reject(signal.reason), { once: true })
    // There are at least as many rounds as asks: those that find nothing more to do are none.
    this.#slots(() => this.#round())
    return await ask.answer.promise
  }

  async #round (): Promise<void> {
    const asks = this.#take()
    if (asks.length === 0) return
    const over = new AbortController()
    const isOver = (): void => { if (asks.every(({ signal }) => signal.aborted)) over.abort() }
    for (const { signal } of asks) signal.addEventListener('abort', isOver, { once: true })
    try {
      const sums = await this.#measure(asks.map(({ directory }) => directory), over.signal)
      for (const { directory, answer } of asks) {
        const bytes = sums.get(directory)
        if (bytes === undefined) answer.reject(new Error(`the size of '${directory}' cannot be told`))
        else answer.resolve(bytes)
      }
    } catch (error) {
      for (const { answer } of asks) answer.reject(error)
    } finally {
      for (const { signal } of asks) signal.removeEventListener('abort', isOver)
    }
  }

  /** Of directories within each other, one counts its files and the other does not: they wait for the next round. */
  #take (): Ask[] {
    const asks: Ask[] = []
    const left: Ask[] = []
    for (const ask of this.#waiting) {
      if (ask.signal.aborted) continue
      const fits = asks.length === 0 || (asks.length < AT_ONCE && !ask.alone && asks.every((other) => !other.alone && !overlap(ask, other)))
      if (fits) asks.push(ask)
      else left.push(ask)
    }
    this.#waiting = left
    return asks
  }
}

function overlap ({ directory }: Ask, other: Ask): boolean {
  return isInside(other.directory, directory) || isInside(directory, other.directory)
}
