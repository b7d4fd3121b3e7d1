import { deferred } from './deferred.ts'

type Ended = { error?: unknown }

/**
 * What is said of one thing, for any number of readers. Of what came before a reader the newest of each kind is kept, so that
 * what nobody reads does not grow.
 */
export class Feed<T> implements AsyncIterable<T> {
  readonly #kindOf: (said: T) => string
  readonly #said = new Map<string, T>()
  readonly #readers = new Set<{ queue: T[], wake: () => void }>()
  #ended: Ended | undefined

  constructor (kindOf: (said: T) => string) {
    this.#kindOf = kindOf
  }

  /** The newest. */
  get last (): T | undefined {
    return [...this.#said.values()].at(-1)
  }

  /** What comes after the end is dropped. */
  push (said: T): void {
    if (this.#ended !== undefined) return
    const kind = this.#kindOf(said)
    // Set anew, so that the map is in the order of the newest.
    this.#said.delete(kind)
    this.#said.set(kind, said)
    for (const reader of this.#readers) {
      reader.queue.push(said)
      reader.wake()
    }
  }

  /** Readers end after what was said; with an error they throw it. */
  end (ended: Ended = {}): void {
    this.#ended ??= ended
    for (const { wake } of this.#readers) wake()
  }

  async * [Symbol.asyncIterator] (): AsyncGenerator<T, void> {
    let woken = deferred<void>()
    const reader = { queue: [...this.#said.values()], wake: () => woken.resolve() }
    this.#readers.add(reader)
    try {
      for (;;) {
        woken = deferred<void>()
        for (let said = reader.queue.shift(); said !== undefined; said = reader.queue.shift()) yield said
        if (this.#ended === undefined) await woken.promise
        else if ('error' in this.#ended) throw this.#ended.error
        else return
      }
    } finally {
      this.#readers.delete(reader)
    }
  }
}
