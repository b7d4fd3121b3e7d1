import { createHash } from 'node:crypto'
import { chmod, rm, stat } from 'node:fs/promises'
import { SharedWork } from '../util/shared-work.ts'
import { isBypass } from './bypass.ts'
import { CacheShelf } from './cache-shelf.ts'
import { CacheSpace } from './cache-space.ts'
import { requireDigest, sha256File } from './sha256-file.ts'
import type { Clock } from '../../types/clock.ts'
import type { Log } from '../../types/log.ts'
import type { CacheRecord } from './cache-shelf.ts'
import type { Arrival } from './transfers.ts'
import type { Validators } from './validators.ts'

export interface CacheOptions {
  /** Made when it is not there. It may be shared with other agents of the same user. */
  directory: string
  maxBytes: number
  clock: Clock
  log: Log
}

export interface Wanted {
  /** Whose entry it is: users do not see each other's. */
  user: string
  uri: string
  shown: string
  sha256?: string
}

/** Brings the bytes into a new file, or resolves to null and leaves none when they are those that were known. Must call `onLength` before it writes. */
export type Fill = (path: string, known: Validators, onLength: (bytes: number | undefined) => Promise<void>, signal: AbortSignal) => Promise<Arrival | null>

/** A file of the cache that is not evicted before it is released. */
export interface CachedFile { path: string, size: number, mode: number, hit: boolean, release: () => Promise<void> }

type Found = CacheRecord & { hit: boolean, once?: true, touched?: Promise<void> }

/** Files by URI and user, on disk. Bytes are never reused without the source saying, or a digest proving, that they are still the right ones. */
export class FetchCache {
  readonly #shelf: CacheShelf
  readonly #space: CacheSpace
  readonly #log: Log
  readonly #work = new SharedWork<Found | null, never>()
  readonly #holders = new Map<string, number>()
  /** Files whose digest was compared by this agent, and how they looked then. */
  readonly #checked = new Map<string, string>()

  constructor ({ directory, maxBytes, clock, log }: CacheOptions) {
    const now = (): number => clock.now()
    this.#shelf = new CacheShelf(directory, now)
    this.#space = new CacheSpace(this.#shelf, maxBytes, now)
    this.#log = log
  }

  get usedBytes (): number { return this.#space.usedBytes }

  /** Looks at what is there. Throws CONTAINERIZER_ERR_OPTION_INVALID when the directory cannot be trusted. */
  async open (): Promise<void> {
    await this.#shelf.open()
    await this.#space.look()
  }

  /** Whether it is there, as far as is known; its source has still to be asked. */
  has (wanted: Wanted): boolean {
    return this.#shelf.known(keyOf(wanted)) !== undefined
  }

  /** Requests for the same at one time share one download. Null: there is no room, or no disk, for it; what `fill` rejects with otherwise is passed on. */
  async get (wanted: Wanted, signal: AbortSignal, fill: Fill): Promise<CachedFile | null> {
    const key = keyOf(wanted)
    this.#hold(key, 1)
    try {
      const found = await this.#work.join(key, { signal }, (shared) => this.#bring(key, wanted, fill, shared))
      if (found !== null) return { ...found, path: this.#shelf.path(found.file), release: () => this.#release(key, found) }
    } catch (error) {
      this.#hold(key, -1)
      throw error
    }
    this.#hold(key, -1)
    return null
  }

  async #bring (key: string, { shown, sha256: wanted }: Wanted, fill: Fill, signal: AbortSignal): Promise<Found | null> {
    const entry = await this.#usable(key)
    // The digest says that these are the bytes, whatever the source has now.
    if (entry !== undefined && entry.sha256 === wanted) return this.#hit(key, entry)
    const file = this.#shelf.grow(key)
    const path = this.#shelf.path(file)
    try {
      const arrival = await fill(path, entry?.validators ?? {}, (bytes) => this.#reserve(key, file, bytes), signal)
      if (arrival === null) {
        this.#shelf.grown(file)
        return this.#hit(key, entry as CacheRecord)
      }
      const sha256 = await sha256File(path, signal)
      requireDigest(sha256, wanted)
      await chmod(path, arrival.mode)
      const { size } = await stat(path)
      const record = { file, size, sha256, shown, ...arrival }
      const fits = await this.#fits(key, file, size)
      await this.#space.settle(file, async () => fits ? await this.#shelf.write(key, record) : 0)
      this.#checked.set(file, await looks(path))
      this.#shelf.grown(file)
      return { ...record, hit: false, ...!fits && { once: true } }
    } catch (error) {
      await this.#shelf.discard(file)
      await this.#space.settle(file)
      if (!isBypass(error)) throw error
      this.#log.warn({ uri: shown, reason: (error as Error).message }, 'Fetching past the cache')
      return null
    }
  }

  /** That it was used need not be known before it is released. */
  #hit (key: string, record: CacheRecord): Found {
    return { ...record, hit: true, touched: this.#shelf.touch(key) }
  }

  /** The entry, if its bytes are there and what they were. */
  async #usable (key: string): Promise<CacheRecord | undefined> {
    const known = this.#shelf.known(key)
    // Whoever replaces a record or takes it away does so with its bytes: as long as they are there, the record need not be looked at.
    if (known !== undefined && await this.#unchanged(known.file)) return known
    const record = await this.#shelf.read(key)
    if (record === undefined) return undefined
    const { file, shown, size } = record
    const path = this.#shelf.path(file)
    const now = await looks(path)
    if (now !== '' && await holds(path, record)) {
      this.#checked.set(file, now)
      return record
    }
    this.#log.warn({ uri: shown, file }, now === '' ? 'A file of the cache is missing' : 'A file of the cache is corrupt')
    this.#checked.delete(file)
    await this.#space.settle('', async () => {
      await this.#shelf.remove(key, file)
      return -size
    })
    return undefined
  }

  /** Since its digest was compared. */
  async #unchanged (file: string): Promise<boolean> {
    const seen = this.#checked.get(file) ?? ''
    return seen !== '' && await looks(this.#shelf.path(file)) === seen
  }

  /** Its own predecessor may go: whoever copies it this moment asks again. */
  async #reserve (key: string, file: string, bytes: number | undefined): Promise<void> {
    if (bytes !== undefined) await this.#space.reserve(file, bytes, (other) => other === key || !this.#holders.has(other))
  }

  async #fits (key: string, file: string, size: number): Promise<boolean> {
    return await this.#reserve(key, file, size).then(() => true, () => false)
  }

  #hold (key: string, by: 1 | -1): void {
    const holders = (this.#holders.get(key) ?? 0) + by
    if (holders === 0) this.#holders.delete(key)
    else this.#holders.set(key, holders)
  }

  async #release (key: string, { file, once, touched }: Found): Promise<void> {
    await touched
    this.#hold(key, -1)
    // Too big to be kept, but it has served.
    if (once === true && !this.#holders.has(key)) await rm(this.#shelf.path(file), { force: true })
  }
}

function keyOf ({ user, uri, sha256 = '' }: Wanted): string {
  return createHash('sha256').update(JSON.stringify([user, uri, sha256])).digest('hex').slice(0, 40)
}

/** Another agent may take it away meanwhile. */
async function holds (path: string, { size, sha256 }: CacheRecord): Promise<boolean> {
  return await stat(path).then(async (found) => found.size === size && await sha256File(path) === sha256).catch(() => false)
}

/** Changes with whatever is done to the file; empty when it is not there. */
async function looks (path: string): Promise<string> {
  return await stat(path).then(({ ino, size, ctimeMs }) => `${ino}-${size}-${ctimeMs}`, () => '')
}
