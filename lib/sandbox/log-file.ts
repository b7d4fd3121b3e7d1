import { close, read, writev } from 'node:fs'
import { promisify } from 'node:util'
import { deferred } from '../util/deferred.ts'
import type { Deferred } from '../util/deferred.ts'

/** Bytes taken but not yet written, above which the source is held back. */
export const HIGH_WATER_MARK = 1024 * 1024

export type WriteVector = (fd: number, buffers: Buffer[]) => Promise<number>

const writeVector: WriteVector = async (fd, buffers) => (await promisify(writev)(fd, buffers)).bytesWritten
const closeFd = promisify(close)
const readFd = promisify(read)

/**
 * Appends to one open file, in order. At most one writev is under way; what arrives meanwhile goes into the next.
 * The first error is final: to go on after a lost piece would put a hole into the file that nobody could see.
 */
export class LogFile {
  readonly #fd: number
  readonly #writev: WriteVector
  #position: number
  #pending: Buffer[] = []
  #pendingBytes = 0
  #flush: Promise<void> | undefined
  #room: Deferred<void> | undefined
  #failure: Error | undefined
  #end: Promise<void> | undefined

  /** `size`: what the file has already. */
  constructor (fd: number, size = 0, writev: WriteVector = writeVector) {
    this.#fd = fd
    this.#position = size
    this.#writev = writev
  }

  /** Length of the file once everything taken is written. */
  get position (): number { return this.#position }

  /** Takes the bytes. The promise, returned above the high water mark only, settles when there is room again. */
  write (data: Buffer): Promise<void> | undefined {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#end) return Promise.reject(new Error('write after end'))
    this.#pending.push(data)
    this.#position += data.length
    this.#pendingBytes += data.length
    this.#flush ??= this.#drain()
    if (this.#pendingBytes <= HIGH_WATER_MARK) return undefined
    this.#room ??= deferred()
    return this.#room.promise
  }

  /** Resolves when everything taken up to now is in the file; rejects with the error that kept it from there. */
  async flushed (): Promise<void> {
    await this.#flush
    if (this.#failure) throw this.#failure
  }

  /** The last bytes taken, `length` at most. */
  async tail (length: number): Promise<Buffer> {
    await this.flushed()
    const wanted = Math.min(length, this.#position)
    const { buffer, bytesRead } = await readFd(this.#fd, Buffer.alloc(wanted), 0, wanted, this.#position - wanted)
    return buffer.subarray(0, bytesRead)
  }

  /** Writes the rest and closes. Idempotent. Rejects when bytes were lost; the file is closed all the same. */
  end (): Promise<void> {
    this.#end ??= this.#finish()
    return this.#end
  }

  async #finish (): Promise<void> {
    await this.#flush
    await closeFd(this.#fd)
    if (this.#failure) throw this.#failure
  }

  async #drain (): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const batch = this.#pending
        this.#pending = []
        await this.#writeAll(batch)
      }
    } catch (error) {
      this.#failure = error as Error
      this.#pending = []
      this.#room?.reject(error)
    }
    this.#flush = undefined
  }

  async #writeAll (batch: Buffer[]): Promise<void> {
    let rest = batch
    while (rest.length > 0) {
      const written = await this.#writev(this.#fd, rest)
      this.#pendingBytes -= written
      rest = after(rest, written)
      if (this.#pendingBytes <= HIGH_WATER_MARK) {
        this.#room?.resolve()
        this.#room = undefined
      }
    }
  }
}

/** What is left of the buffers when the kernel took only the first `count` bytes of them. */
function after (buffers: Buffer[], count: number): Buffer[] {
  let skip = count
  return buffers.flatMap((buffer) => {
    const taken = Math.min(skip, buffer.length)
    skip -= taken
    return taken === buffer.length ? [] : [buffer.subarray(taken)]
  })
}
