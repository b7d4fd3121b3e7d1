const BLOCK = 1024 * 1024

/** Looks for a pattern in bytes that come in pieces: where it ends, and whether it is there once. */
export class TailFinder {
  readonly #pattern: Buffer
  #pieces: Buffer[] = []
  #length = 0
  /** Offset of the first piece. */
  #offset = 0
  #matches = 0
  #end = 0

  /** An empty pattern stands at the beginning, once. */
  constructor (pattern: Buffer) {
    this.#pattern = pattern
  }

  push (data: Buffer): void {
    if (this.#pattern.length === 0) return
    this.#pieces.push(data)
    this.#length += data.length
    if (this.#length >= BLOCK + this.#pattern.length) this.#search()
  }

  /** After the last push: how often it was found, and the offset after the last of them. */
  finish (): { matches: number, end: number } {
    if (this.#pattern.length === 0) return { matches: 1, end: 0 }
    this.#search()
    return { matches: this.#matches, end: this.#end }
  }

  #search (): void {
    const block = Buffer.concat(this.#pieces)
    for (let at = block.indexOf(this.#pattern); at !== -1; at = block.indexOf(this.#pattern, at + 1)) {
      this.#matches++
      this.#end = this.#offset + at + this.#pattern.length
      // More than one is all that anybody wants to know, but the last one counts: from its end on nothing is repeated.
      if (this.#matches > 1) {
        const last = block.lastIndexOf(this.#pattern)
        this.#end = this.#offset + last + this.#pattern.length
        break
      }
    }
    const rest = block.subarray(Math.max(0, block.length - this.#pattern.length + 1))
    this.#offset += block.length - rest.length
    this.#pieces = [rest]
    this.#length = rest.length
  }
}
