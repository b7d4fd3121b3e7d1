/** What an archive may become. */
export interface ExpansionLimits {
  /** Bytes of all its content together. */
  maxBytes: number
  maxEntries: number
  /** Expanded bytes per byte of the archive, judged once there is more than RATIO_FROM. */
  maxRatio: number
}

/** Below this an archive can be as dense as it likes: logs are, and it does no harm. */
export const RATIO_FROM = 64 * 1024 * 1024

/** Counts while an archive is unpacked, and throws as soon as it is more than it may be. */
export class Expansion {
  readonly #limits: ExpansionLimits
  readonly #archiveBytes: number
  #bytes = 0
  #entries = 0

  constructor (limits: ExpansionLimits, archiveBytes: number) {
    this.#limits = limits
    this.#archiveBytes = archiveBytes
  }

  bytes (count: number): void {
    const { maxBytes, maxRatio } = this.#limits
    this.#bytes += count
    if (this.#bytes > maxBytes) throw new Error(`it expands to more than ${maxBytes} bytes`)
    if (this.#bytes > RATIO_FROM && this.#bytes > maxRatio * this.#archiveBytes) throw new Error(`it expands to more than ${maxRatio} times its size`)
  }

  entry (): void {
    if (++this.#entries > this.#limits.maxEntries) throw new Error(`it has more than ${this.#limits.maxEntries} entries`)
  }
}
