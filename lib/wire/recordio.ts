import { errors } from '../errors.ts'

const newline = 10
// No length needs more digits than the largest 64-bit number has.
const maxDigits = 20
const defaultMaxBytes = 64 * 1024 * 1024

/** A record in one buffer, because weak clients expect one write per record: decimal length in bytes, newline, payload. */
export function encodeRecord (payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${payload.byteLength}\n`), payload])
}

/**
 * Cuts a RecordIO stream into its payloads, however the chunks fall. A record beyond `maxBytes` (64 MiB unless told
 * otherwise) and a length that is not decimal throw WIRE_INVALID; the stream cannot be read on after that.
 */
export class RecordDecoder {
  readonly #maxBytes: number
  #digits = ''
  #parts: Buffer[] = []
  #wanted = 0
  #inPayload = false

  constructor (maxBytes = defaultMaxBytes) {
    this.#maxBytes = maxBytes
  }

  /** True between two records: a stream that ends there was not cut off. */
  get idle (): boolean {
    return !this.#inPayload && this.#digits === ''
  }

  /** The payloads that `chunk` completes, in order; empty records included. */
  push (chunk: Buffer): Buffer[] {
    const records: Buffer[] = []
    let offset = 0
    while (offset < chunk.length) {
      offset = this.#inPayload ? this.#takePayload(chunk, offset) : this.#takeLength(chunk, offset)
      if (this.#inPayload && this.#wanted === 0) records.push(this.#finish())
    }
    return records
  }

  #takeLength (chunk: Buffer, start: number): number {
    const found = chunk.indexOf(newline, start)
    const end = found === -1 ? chunk.length : found
    // latin1 keeps one character per byte; one digit too many is enough to refuse.
    this.#digits += chunk.toString('latin1', start, Math.min(end, start + maxDigits + 1))
    if (!/^\d{0,20}$/.test(this.#digits)) this.#refuse(`'${this.#digits}' is not the length of a record`)
    if (found === -1) return end
    if (this.#digits === '') this.#refuse('a record has no length')
    this.#wanted = Number(this.#digits)
    if (this.#wanted > this.#maxBytes) this.#refuse(`a record of ${this.#digits} bytes exceeds the limit of ${this.#maxBytes}`)
    this.#inPayload = true
    return end + 1
  }

  #takePayload (chunk: Buffer, start: number): number {
    const end = Math.min(chunk.length, start + this.#wanted)
    this.#parts.push(chunk.subarray(start, end))
    this.#wanted -= end - start
    return end
  }

  #finish (): Buffer {
    const record = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts)
    this.#parts = []
    this.#digits = ''
    this.#inPayload = false
    return record
  }

  #refuse (reason: string): never {
    throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`Failed to read RecordIO: ${reason}`)
  }
}
