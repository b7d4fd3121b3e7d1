import { bypass } from './bypass.ts'
import type { CacheEntry, CacheShelf } from './cache-shelf.ts'

/** How long what others may have done to the directory can go unseen while there is room. */
export const UNSEEN_MS = 10_000

/** Keeps the cache within its size: room is reserved before anything is written, and made by what was not used for longest. */
export class CacheSpace {
  readonly #shelf: CacheShelf
  readonly #maxBytes: number
  readonly #now: () => number
  readonly #reserved = new Map<string, number>()
  #stored = 0
  #seen = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor (shelf: CacheShelf, maxBytes: number, now: () => number) {
    this.#shelf = shelf
    this.#maxBytes = maxBytes
    this.#now = now
  }

  /** As of the last look at the directory and what was done since, with what is reserved. */
  get usedBytes (): number { return this.#stored + total(this.#reserved.values()) }

  look (): Promise<unknown> {
    return this.#inTurn(() => this.#look())
  }

  /**
   * Room for a file, in place of what was reserved for it before. Rejects with an error that `isBypass` knows when it cannot be had,
   * and then nothing was evicted; only as much is as is missing.
   */
  reserve (file: string, bytes: number, evictable: (key: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      this.#reserved.delete(file)
      // Every look costs as much as the cache has entries.
      if (this.#now() - this.#seen > UNSEEN_MS || this.usedBytes + bytes > this.#maxBytes) await this.#makeRoom(bytes, evictable)
      this.#reserved.set(file, bytes)
    })
  }

  /** The file needs no reservation any more: `work` gives it its record, or takes something away, and says how many bytes more there are by that. */
  settle (file: string, work: () => Promise<number> = async () => 0): Promise<void> {
    return this.#inTurn(async () => {
      this.#reserved.delete(file)
      const more = await work()
      this.#stored += more
    })
  }

  async #makeRoom (bytes: number, evictable: (key: string) => boolean): Promise<void> {
    const entries = await this.#look()
    let missing = this.usedBytes + bytes - this.#maxBytes
    const victims: CacheEntry[] = []
    for (const entry of entries) {
      if (missing <= 0) break
      if (!evictable(entry.key)) continue
      victims.push(entry)
      missing -= entry.size
    }
    if (missing > 0) throw bypass('Could not free up enough fetcher cache space')
    for (const { key, file, size } of victims) {
      await this.#shelf.remove(key, file)
      this.#stored -= size
    }
  }

  async #look (): Promise<CacheEntry[]> {
    const entries = await this.#shelf.list()
    this.#stored = total(entries.map(({ size }) => size))
    this.#seen = this.#now()
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
