const COMPACT = 64 * 1024

/** Remembers the last bytes of what is pushed. */
export class LastBytes {
  readonly #length: number
  #pieces: Buffer[] = []
  #held = 0

  constructor (length: number) {
    this.#length = length
  }

  push (data: Buffer): void {
    this.#pieces.push(data)
    this.#held += data.length
    if (this.#held > COMPACT) this.#compact()
  }

  get bytes (): Buffer {
    this.#compact()
    return this.#pieces[0] as Buffer
  }

  #compact (): void {
    // A copy, or a small remainder would keep the large pieces.
    this.#pieces = [Buffer.from(Buffer.concat(this.#pieces).subarray(-this.#length))]
    this.#held = this.#pieces[0]?.length as number
  }
}
