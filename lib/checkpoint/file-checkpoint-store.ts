import { close, fdatasync, open, readFileSync, write } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { errors } from '../errors.ts'
import { decodeRecord, encodeRecord } from './record-json.ts'
import { recordName } from './record-name.ts'
import type { BrokenRecord, CheckpointStore } from '../../types/checkpoint.ts'

export interface FileCheckpointStoreOptions {
  /** Whether a write waits for the disk; without it a record may be lost with the host's power, never torn by a crash of ours. Default true. */
  durable?: boolean
  /** Whether `list` rejects when a record cannot be read, instead of telling of it. Default false. */
  strict?: boolean
  /** Whether that is what this store is for; anything else counts as unreadable. Default: anything is. */
  isRecord?: (value: unknown, key: string) => boolean
}

// Several writes a task: file handles, made for more than one write, cost half as much again.
const openFd = promisify(open)
const writeFd = promisify(write)
const syncFd = promisify(fdatasync)
const closeFd = promisify(close)

/** `list` reads so many files in one go: one takes a tenth of what it does through node's threads. Then others have their turn. */
const AT_ONCE = 32

/**
 * Records as `<name>.json` in one directory, made at the first write; files 0600. One store per directory. Calls for
 * the same key take effect in the order they are made. A record that cannot be read or written rejects with
 * CONTAINERIZER_ERR_CHECKPOINT_BROKEN; `list` tells of unreadable ones (or rejects
 * with the first of them) and leaves them where they are.
 */
export class FileCheckpointStore<T> implements CheckpointStore<T> {
  readonly #directory: string
  readonly #durable: boolean
  readonly #strict: boolean
  readonly #isRecord: (value: unknown, key: string) => boolean
  /** Last operation under way per key. */
  readonly #tails = new Map<string, Promise<unknown>>()

  constructor (directory: string, options: FileCheckpointStoreOptions = {}) {
    this.#directory = directory
    this.#durable = options.durable ?? true
    this.#strict = options.strict ?? false
    this.#isRecord = options.isRecord ?? (() => true)
  }

  async write (key: string, value: T): Promise<void> {
    // The text is taken now: the caller may go on changing the value.
    const text = encodeRecord({ key, value })
    await this.#inTurn(key, 'write', () => this.#replace(key, text))
  }

  read (key: string): Promise<T | undefined> {
    return this.#inTurn(key, 'read', async () => {
      const text = await readFile(this.#path(key), 'utf8').catch(noneIfMissing)
      return text === undefined ? undefined : this.#parse(text, key).value
    })
  }

  remove (key: string): Promise<void> {
    return this.#inTurn(key, 'remove', () => rm(this.#path(key), { force: true }))
  }

  async list (): Promise<{ records: Array<{ key: string, value: T }>, broken: BrokenRecord[] }> {
    const records: Array<{ key: string, value: T }> = []
    const broken: BrokenRecord[] = []
    for (const [index, file] of (await filesOf(this.#directory)).entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
      const name = file.slice(0, -'.json'.length)
      try {
        const text = contentOf(join(this.#directory, file))
        if (text !== undefined) records.push(this.#parse(text))
      } catch (cause) {
        const error = failure('read', legible(name), cause)
        if (this.#strict) throw error
        broken.push({ key: legible(name), error })
      }
    }
    return { records, broken }
  }

  #path (key: string): string {
    return join(this.#directory, `${recordName(key)}.json`)
  }

  #parse (text: string, expected?: string): { key: string, value: T } {
    const record = decodeRecord(text) as { key?: unknown, value: T } | null
    if (typeof record?.key !== 'string' || (expected !== undefined && record.key !== expected) || !this.#isRecord(record.value, record.key)) throw new Error('not a record of that key')
    return { key: record.key, value: record.value }
  }

  async #replace (key: string, text: string): Promise<void> {
    const path = this.#path(key)
    // One temporary name per key: what a crash leaves behind, the next write of that key takes over.
    const temporary = `${path}.tmp`
    const fd = await this.#openFor(temporary)
    try {
      try {
        await writeWhole(fd, text)
        if (this.#durable) await syncFd(fd)
      } finally {
        await closeFd(fd)
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  async #openFor (path: string): Promise<number> {
    try {
      return await openFd(path, 'w', 0o600)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      await mkdir(this.#directory, { recursive: true })
      return await openFd(path, 'w', 0o600)
    }
  }

  #inTurn<R> (key: string, verb: string, operation: () => Promise<R>): Promise<R> {
    const turn = (this.#tails.get(key) ?? Promise.resolve())
      .then(operation)
      .catch((cause: unknown) => { throw failure(verb, key, cause) })
      .finally(() => { if (this.#tails.get(key) === tail) this.#tails.delete(key) })
    const tail = turn.catch(() => {})
    this.#tails.set(key, tail)
    return turn
  }
}

/** One write, unless the kernel takes only a part. */
async function writeWhole (fd: number, text: string): Promise<void> {
  for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray((await writeFd(fd, rest)).bytesWritten)
}

function contentOf (path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return noneIfMissing(error)
  }
}

function noneIfMissing (error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

async function filesOf (directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw failure('list', directory, error)
  }
}

function legible (name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function failure (verb: string, key: string, cause: unknown): Error {
  return new errors.CONTAINERIZER_ERR_CHECKPOINT_BROKEN(`Failed to ${verb} checkpoint '${key}': ${(cause as Error).message}`, { cause })
}
