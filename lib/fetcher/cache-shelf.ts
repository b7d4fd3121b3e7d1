import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { errors } from '../errors.ts'
import type { Validators } from './validators.ts'

/** What is known of a file in the cache. */
export interface CacheRecord {
  /** Name of the file with the bytes. */
  file: string
  size: number
  mode: number
  sha256: string
  validators: Validators
  /** The URI as it may be shown, for whoever looks into the directory. */
  shown: string
}

export interface CacheEntry extends CacheRecord { key: string, usedAt: number }

/** A file without a record is being written by somebody, as long as it changes. */
const ABANDONED_MS = 15 * 60_000
/** For so long other agents need not know of a use: telling them costs a write. */
const UNTOLD_MS = 60_000
const SUFFIX = '.json'

/**
 * The directory of the cache. A file with bytes never changes once a record names it, records are replaced as a whole, and their time
 * is, to the minute, when they were last used: so that there is nothing else to be kept, and several agents may work on one directory. A record
 * that is damaged costs its own entry and no other.
 */
export class CacheShelf {
  readonly #directory: string
  readonly #now: () => number
  readonly #growing = new Set<string>()
  /** Records that were read, and from which file: none is ever written to, only replaced. */
  readonly #records = new Map<string, { from: string, record: CacheRecord }>()
  /** By key: when it was used here, and when the record was last told. */
  readonly #used = new Map<string, { at: number, told: number }>()

  constructor (directory: string, now: () => number) {
    this.#directory = directory
    this.#now = now
  }

  /** Throws CONTAINERIZER_ERR_OPTION_INVALID for a directory into which others could put what we would then trust. */
  async open (): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const { uid, mode } = await stat(this.#directory)
    if (uid === process.geteuid?.() && (mode & 0o022) === 0) return
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`fetcher: cacheDir: '${this.#directory}' must belong to the agent's user and be writable by nobody else`)
  }

  path (file: string): string {
    return join(this.#directory, file)
  }

  /** A new name for the bytes of that key, ours until `grown` or `discard`. */
  grow (key: string): string {
    const file = `${key}-${randomUUID()}`
    this.#growing.add(file)
    return file
  }

  /** It has its record, or was never made. */
  grown (file: string): void {
    this.#growing.delete(file)
  }

  /** It is not wanted. */
  async discard (file: string): Promise<void> {
    await rm(this.path(file), { force: true })
    this.grown(file)
  }

  /** The record that there was when it was last looked for. */
  known (key: string): CacheRecord | undefined {
    return this.#records.get(key)?.record
  }

  async read (key: string): Promise<CacheRecord | undefined> {
    const path = this.path(key + SUFFIX)
    const from = await identity(path)
    const known = this.#records.get(key)
    if (known?.from === from) return known.record
    const record = parse(await readFile(path, 'utf8').catch(() => ''), key)
    if (record === undefined) this.#records.delete(key)
    else this.#records.set(key, { from, record })
    return record
  }

  /** Puts the record in the place of the one before, whose bytes go. Resolves with how many more there are now. */
  async write (key: string, record: CacheRecord): Promise<number> {
    const before = await this.read(key)
    const path = this.path(key + SUFFIX)
    const { default: writeFileAtomic } = await import('write-file-atomic')
    await writeFileAtomic(path, JSON.stringify(record), { mode: 0o600, fsync: false })
    this.#records.set(key, { from: await identity(path), record })
    this.#used.delete(key)
    await this.touch(key)
    if (before === undefined) return record.size
    await rm(this.path(before.file), { force: true })
    return record.size - before.size
  }

  async touch (key: string): Promise<void> {
    const at = this.#now()
    const told = this.#used.get(key)?.told ?? 0
    const tell = at - told > UNTOLD_MS
    this.#used.set(key, { at, told: tell ? at : told })
    // Another agent may have taken it away just now.
    if (tell) await utimes(this.path(key + SUFFIX), at / 1000, at / 1000).catch(() => {})
  }

  async remove (key: string, file: string): Promise<void> {
    await rm(this.path(key + SUFFIX), { force: true })
    await rm(this.path(file), { force: true })
  }

  /** Every entry, the one that was not used for longest first. What belongs to none is removed. */
  async list (): Promise<CacheEntry[]> {
    const names = await readdir(this.#directory)
    const entries: CacheEntry[] = []
    for (const name of names.filter((name) => name.endsWith(SUFFIX))) {
      const key = name.slice(0, -SUFFIX.length)
      const record = await this.read(key)
      if (record !== undefined && await this.#changed(record.file) > 0) entries.push({ key, usedAt: Math.max(await this.#changed(name), this.#used.get(key)?.at ?? 0), ...record })
      else await rm(this.path(name), { force: true })
    }
    const keys = new Set(entries.map(({ key }) => key))
    for (const key of this.#used.keys()) if (!keys.has(key)) this.#used.delete(key)
    const named = new Set(entries.map(({ file }) => file))
    for (const name of names) {
      if (name.endsWith(SUFFIX) || named.has(name) || this.#growing.has(name)) continue
      if (this.#now() - await this.#changed(name) > ABANDONED_MS) await rm(this.path(name), { force: true })
    }
    return entries.sort((a, b) => a.usedAt - b.usedAt)
  }

  /** When, or 0 where there is no such file. */
  async #changed (name: string): Promise<number> {
    return await stat(this.path(name)).then(({ mtimeMs }) => mtimeMs, () => 0)
  }
}

/** Which file it is, whenever it was used; nothing where there is none. */
async function identity (path: string): Promise<string> {
  return await stat(path).then(({ ino, size, birthtimeMs }) => `${ino}-${size}-${birthtimeMs}`, () => '')
}

function parse (text: string, key: string): CacheRecord | undefined {
  try {
    const record = JSON.parse(text) as CacheRecord
    const whole = typeof record.size === 'number' && typeof record.mode === 'number' && typeof record.sha256 === 'string' &&
      typeof record.validators === 'object' && String(record.file).startsWith(`${key}-`) && !record.file.includes('/')
    return whole ? record : undefined
  } catch {
    return undefined
  }
}
