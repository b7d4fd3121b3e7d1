import type { Clock } from '../../types/clock.ts'

const WINDOW_MS = 3_600_000
/** The oldest go first: a busy hour must not fill the memory. */
const MOST = 1000
const quantiles: Array<[string, number]> = [['p50', 0.5], ['p90', 0.9], ['p95', 0.95], ['p99', 0.99], ['p999', 0.999], ['p9999', 0.9999]]

/** The durations of the last hour, and what is said of them. */
export class TimerWindow {
  readonly #clock: Clock
  #values: Array<{ at: number, value: number }> = []

  constructor (clock: Clock) {
    this.#clock = clock
  }

  add (value: number): void {
    this.#values.push({ at: this.#clock.now(), value })
    if (this.#values.length > MOST) this.#values.shift()
  }

  /** By suffix, '' for the last one. Empty when there was none within the hour. */
  snapshot (): Array<[string, number]> {
    const since = this.#clock.now() - WINDOW_MS
    this.#values = this.#values.filter(({ at }) => at >= since)
    const last = this.#values.at(-1)
    if (last === undefined) return []
    const sorted = this.#values.map(({ value }) => value).sort((a, b) => a - b)
    return [
      ['', last.value], ['/count', sorted.length], ['/min', quantile(sorted, 0)], ['/max', quantile(sorted, 1)],
      ...quantiles.map(([name, q]): [string, number] => [`/${name}`, quantile(sorted, q)])
    ]
  }
}

/** Between two values in proportion, as the original does. */
function quantile (sorted: number[], q: number): number {
  const position = q * (sorted.length - 1)
  const lower = sorted[Math.floor(position)] as number
  const upper = sorted[Math.ceil(position)] as number
  return lower + (upper - lower) * (position - Math.floor(position))
}
