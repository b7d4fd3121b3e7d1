import type { Clock } from '../../types/clock.ts'

export interface Received { receivedBytes: number, totalBytes?: number }

/** Takes every piece, and tells of them no more often than once in `everyMs`: what takes less time is never told of. */
export class Progress {
  readonly #clock: Clock
  readonly #tellers: Array<{ everyMs: number, tell: (received: Received) => void, told: number }>
  #total: { totalBytes?: number } = {}

  constructor (clock: Clock, tellers: Array<{ everyMs: number, tell: (received: Received) => void }>) {
    this.#clock = clock
    this.#tellers = tellers.map((teller) => ({ ...teller, told: clock.now() }))
  }

  length (totalBytes: number | undefined): void {
    this.#total = totalBytes === undefined ? {} : { totalBytes }
  }

  bytes (receivedBytes: number): void {
    const now = this.#clock.now()
    for (const teller of this.#tellers) {
      if (now - teller.told < teller.everyMs) continue
      teller.told = now
      teller.tell({ receivedBytes, ...this.#total })
    }
  }
}
