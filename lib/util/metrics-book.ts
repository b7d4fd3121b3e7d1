import type { Metrics } from '../../types/metrics.ts'

/** The metrics of one app, in memory. */
export class MetricsBook implements Metrics {
  readonly #counters = new Map<string, number>()
  readonly #gauges = new Map<string, () => number>()

  count (name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by)
  }

  gauge (name: string, read: () => number): () => void {
    this.#gauges.set(name, read)
    return () => { if (this.#gauges.get(name) === read) this.#gauges.delete(name) }
  }

  snapshot (): Record<string, number> {
    const read = [...this.#gauges].flatMap(([name, read]): Array<[string, number]> => {
      try {
        return [[name, read()]]
      } catch {
        return []
      }
    })
    return Object.fromEntries([...this.#counters, ...read].sort(([a], [b]) => a < b ? -1 : 1))
  }
}
