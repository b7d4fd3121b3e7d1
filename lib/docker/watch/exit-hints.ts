import type { Clock } from '../../../types/clock.ts'
import type { PendingExit } from '../../../types/docker-engine.ts'
import type { Metrics } from '../../../types/metrics.ts'

/** Who may notice first that a container has ended. */
export const exitSources = ['wait', 'event', 'sweep', 'process'] as const
export type ExitSource = typeof exitSources[number]

/**
 * How long the waiter, which is about to answer in nearly every case, is left alone after a hint. A busy engine sends the event seconds
 * before the answer, and has for seconds more to do with a container whose process is gone.
 */
const GRACE_MS = { event: 3000, sweep: 1000, process: 5000 }

interface Awaited { pending: PendingExit, hinted: boolean }

/**
 * Waiters that are armed, and hints from elsewhere that one of them should have answered. A hint is no evidence: it only
 * makes the waiter be given up, upon which its owner looks at the container.
 */
export class ExitHints {
  readonly #clock: Clock
  readonly #metrics: Metrics
  readonly #awaited = new Map<string, Set<Awaited>>()

  constructor ({ clock, metrics }: { clock: Clock, metrics: Metrics }) {
    this.#clock = clock
    this.#metrics = metrics
    for (const source of exitSources) metrics.count(nameOf(source), 0)
  }

  /** The containers whose end is waited for now. */
  get awaited (): string[] { return [...this.#awaited.keys()] }

  /** From here on hints can reach that waiter, until it has answered. */
  heed (id: string, pending: PendingExit): void {
    const awaited: Awaited = { pending, hinted: false }
    const all = this.#awaited.get(id) ?? new Set()
    this.#awaited.set(id, all.add(awaited))
    const forget = (): void => {
      all.delete(awaited)
      if (all.size === 0) this.#awaited.delete(id)
    }
    pending.exit.then(() => {
      forget()
      if (!awaited.hinted) this.#metrics.count(nameOf('wait'))
    }, forget)
  }

  /** That container seems to have ended. Unknown or already hinted at: nothing happens. */
  hint (id: string, source: Exclude<ExitSource, 'wait'>): void {
    for (const awaited of this.#awaited.get(id) ?? []) {
      if (awaited.hinted) continue
      awaited.hinted = true
      this.#metrics.count(nameOf(source))
      this.#giveUp(awaited.pending, GRACE_MS[source])
    }
  }

  #giveUp ({ exit, abandon }: PendingExit, graceMs: number): void {
    const answered = new AbortController()
    exit.finally(() => answered.abort()).catch(() => {})
    this.#clock.sleep(graceMs, answered.signal).then(abandon, () => {})
  }
}

const nameOf = (source: ExitSource): string => `containerizer/docker/exits_noticed_by_${source}`
