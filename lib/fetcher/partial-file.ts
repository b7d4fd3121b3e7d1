import { open } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { Slabs } from './slabs.ts'
import type { FileHandle } from 'node:fs/promises'

/** Held in memory while a write is under way; goes into the next as one. */
const HELD = 4 * 1024 * 1024

/** A new file (0600) that grows over several tries. What has been received is not lost with the connection that brought it. */
export class PartialFile {
  readonly #file: FileHandle
  readonly #onBytes: (bytes: number) => void
  #pending: Buffer[] = []
  #pendingBytes = 0
  #drain: Promise<void> | undefined
  #bytes = 0
  #furthest = 0

  private constructor (file: FileHandle, onBytes: (bytes: number) => void) {
    this.#file = file
    this.#onBytes = onBytes
  }

  /** `onBytes` is told the file's length each time it has grown. */
  static async create (path: string, onBytes: (bytes: number) => void = () => {}): Promise<PartialFile> {
    return new PartialFile(await open(path, 'wx', 0o600), onBytes)
  }

  get bytes (): number { return this.#bytes }
  /** The most it ever had: what a try brings anew after a restart is no progress. */
  get furthest (): number { return this.#furthest }

  /** Appends what is written to it, once `ready` has resolved; fails as that rejects, also when nothing is written. */
  sink (ready: Promise<void> = Promise.resolve()): Writable {
    const drained = async (): Promise<void> => {
      this.#drain ??= ready.then(() => this.#flush()).finally(() => { this.#drain = undefined })
      await this.#drain
    }
    const sink: Writable = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#pending.push(chunk)
        this.#pendingBytes += chunk.length
        const room = drained()
        room.catch((error: Error) => { sink.destroy(error) })
        if (this.#pendingBytes < HELD) done()
        else room.then(() => done(), done)
      },
      final: (done) => { drained().then(() => done(), done) }
    })
    // The first byte may be long in coming, or never come: that it is not wanted is told at once.
    drained().catch((error: Error) => { sink.destroy(error) })
    return sink
  }

  /** Resolves when nothing is being written any more: the length is then what it is. */
  async settled (): Promise<void> {
    await this.#drain?.catch(() => {})
    // Of a try that was refused.
    this.#pending = []
    this.#pendingBytes = 0
  }

  async restart (): Promise<void> {
    await this.#file.truncate(0)
    this.#bytes = 0
  }

  async close (): Promise<void> {
    await this.settled()
    await this.#file.close()
  }

  async #flush (): Promise<void> {
    while (this.#pending.length > 0) {
      const pieces = this.#pending
      let rest = pieces
      this.#pending = []
      while (rest.length > 0) {
        const { bytesWritten } = await this.#file.writev(rest, this.#bytes)
        this.#bytes += bytesWritten
        this.#pendingBytes -= bytesWritten
        rest = after(rest, bytesWritten)
      }
      Slabs.done(pieces.at(-1) as Buffer)
      this.#furthest = Math.max(this.#furthest, this.#bytes)
      this.#onBytes(this.#bytes)
    }
  }
}

/** What is left when the kernel took only the first `count` bytes. */
function after (pieces: Buffer[], count: number): Buffer[] {
  let skip = count
  return pieces.map((piece) => {
    const taken = Math.min(skip, piece.length)
    skip -= taken
    return piece.subarray(taken)
  }).filter(({ length }) => length > 0)
}
