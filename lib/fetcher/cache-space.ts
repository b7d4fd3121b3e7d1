import { bypass } from './bypass.ts'
import type { CacheEntry, CacheShelf } from './cache-shelf.ts'

/** Keeps the cache within its size: room is reserved before anything is written, and made by what was not used for longest. */
export class CacheSpace {
  readonly #shelf: CacheShelf
  readonly #maxBytes: number
  readonly #reserved = new Map<string, number>()
  #stored = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor (shelf: CacheShelf, maxBytes: number) {
    this.#shelf = shelf
    this.#maxBytes = maxBytes
  }

  /** As of the last look at the directory, with what is reserved. */
  get usedBytes (): number { return this.#stored + total(this.#reserved.values()) }

  /**
   * Room for a file, in place of what was reserved for it before. Rejects with an error that `isBypass` knows when it cannot be had,
   * and then nothing was evicted; only as much is as is missing.
   */
  reserve (file: string, bytes: number, evictable: (key: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const entries = await this.#look()
      this.#reserved.delete(file)
      let missing = this.usedBytes + bytes - this.#maxBytes
      const victims: CacheEntry[] = []
      for (const entry of entries) {
        if (missing <= 0) break
        if (!evictable(entry.key)) continue
        victims.push(entry)
        missing -= entry.size
      }
      if (missing > 0) throw bypass('Could not free up enough fetcher cache space')
      for (const { key, file: victim, size } of victims) {
        await this.#shelf.remove(key, victim)
        this.#stored -= size
      }
      this.#reserved.set(file, bytes)
    })
  }

  /** The file has its record, or is gone. */
  settle (file: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#reserved.delete(file)
      await this.#look()
    })
  }

  async #look (): Promise<CacheEntry[]> {
    const entries = await this.#shelf.list()
    this.#stored = total(entries.map(({ size }) => size))
    return entries
  }

  #inTurn<T> (work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

function total (sizes: Iterable<number>): number {
  return [...sizes].reduce((sum, size) => sum + size, 0)
}
