import type { Clock } from '../../types/clock.ts'
import type { Metrics } from '../../types/metrics.ts'
import { systemClock } from './system-clock.ts'
import { TimerWindow } from './timer-window.ts'

/** The metrics of one app, in memory. */
export class MetricsBook implements Metrics {
  readonly #counters = new Map<string, number>()
  readonly #gauges = new Map<string, () => number>()
  readonly #timers = new Map<string, TimerWindow>()
  readonly #clock: Clock

  constructor (clock: Clock = systemClock) {
    this.#clock = clock
  }

  count (name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by)
  }

  gauge (name: string, read: () => number): () => void {
    this.#gauges.set(name, read)
    return () => { if (this.#gauges.get(name) === read) this.#gauges.delete(name) }
  }

  time (name: string, milliseconds: number): void {
    const timer = this.#timers.get(name) ?? new TimerWindow(this.#clock)
    this.#timers.set(name, timer)
    timer.add(milliseconds)
  }

  snapshot (): Record<string, number> {
    const read = [...this.#gauges].flatMap(([name, read]): Array<[string, number]> => {
      try {
        return [[name, read()]]
      } catch {
        return []
      }
    })
    const timed = [...this.#timers].flatMap(([name, timer]) => timer.snapshot().map(([suffix, value]): [string, number] => [`${name}${suffix}`, value]))
    return Object.fromEntries([...this.#counters, ...read, ...timed].sort(([a], [b]) => a < b ? -1 : 1))
  }
}
