import type { OutputStream } from '../../types/docker-engine.ts'
import { engineRefused } from './engine-error.ts'

const HEADER_BYTES = 8

export interface OutputPiece {
  stream: OutputStream
  data: Buffer
  /** True for the first piece of a frame. */
  begins: boolean
}

/**
 * Splits the engine's multiplexed output: frames of an 8-byte header (stream, three zeroes, length big-endian) and a
 * payload, cut anywhere by the transport. Payloads are handed on as views into the chunk, in pieces where a frame spans
 * several; only header bytes are ever copied.
 */
export class Demux {
  readonly #header = Buffer.alloc(HEADER_BYTES)
  #headerBytes = 0
  #remaining = 0
  #kind = 0
  #begins = false
  #complaint = ''

  /** False in the middle of a frame: a stream that ends there was cut. */
  get atBoundary (): boolean {
    return this.#remaining === 0 && this.#headerBytes === 0
  }

  /** Throws on a stream type nobody knows, and on the engine's own complaint (type 3) with its text. */
  * split (chunk: Buffer): Generator<OutputPiece, void> {
    let at = 0
    while (at < chunk.length) {
      if (this.#remaining === 0) {
        at += this.#takeHeader(chunk, at)
        continue
      }
      const data = chunk.subarray(at, at + this.#remaining)
      at += data.length
      this.#remaining -= data.length
      if (this.#kind === 3) this.#complain(data)
      else yield { stream: this.#kind === 2 ? 'stderr' : 'stdout', data, begins: this.#begins }
      this.#begins = false
    }
  }

  #takeHeader (chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#header, this.#headerBytes, at)
    this.#headerBytes += taken
    if (this.#headerBytes === HEADER_BYTES) {
      this.#headerBytes = 0
      this.#begins = true
      this.#kind = this.#header.readUInt8(0)
      this.#remaining = this.#header.readUInt32BE(4)
      if (this.#kind > 3) throw engineRefused(500, `Output frame of the unknown stream ${this.#kind}`)
    }
    return taken
  }

  #complain (data: Buffer): void {
    this.#complaint += data.toString()
    if (this.#remaining === 0) throw engineRefused(500, this.#complaint)
  }
}
