const FIRST = 16
const LEAST = 4
const MOST = 128
/** Starts that wait for one another take longer without any of them being late; only beyond this many times the best it is too much. */
const TOLERANCE = 8
/** The best time of long ago is forgotten by this share with each start, so that a machine that got slower is not held to it. */
const DRIFT = 0.001

/**
 * How many starts an engine is given at a time, learned from how long they take: one more while there is demand and
 * they stay quick, fewer when they take long, half when they fail for lack of an answer.
 */
export class StartLimit {
  #limit = FIRST
  #bestMs = Infinity
  #sinceChange = 0
  #halved = false

  get value (): number { return Math.floor(this.#limit) }

  /** `wanted`: others waited meanwhile, so that a higher limit would have been used. */
  succeeded (tookMs: number, wanted: boolean): void {
    this.#bestMs = tookMs < this.#bestMs ? tookMs : this.#bestMs + (tookMs - this.#bestMs) * DRIFT
    // A change is judged by those that began under it.
    if (++this.#sinceChange < this.#limit) return
    if (tookMs > TOLERANCE * this.#bestMs) this.#change(this.#limit * 0.9)
    else if (wanted) this.#change(this.#limit + 1)
  }

  /** Those that were under way together count once. */
  unanswered (): void {
    if (++this.#sinceChange < this.#limit && this.#halved) return
    this.#change(this.#limit / 2)
    this.#halved = true
  }

  #change (limit: number): void {
    this.#halved = false
    this.#limit = Math.min(MOST, Math.max(LEAST, limit))
    this.#sinceChange = 0
  }
}
