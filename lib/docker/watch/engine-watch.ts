import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import type { EngineReport, EngineState } from '../../../types/engine-health.ts'
import type { Log } from '../../../types/log.ts'
import type { Metrics } from '../../../types/metrics.ts'
import { EngineHealth } from './engine-health.ts'
import { ExitHints } from './exit-hints.ts'
import { followEvents } from './follow-events.ts'
import { ImageHealthBook } from './image-health-book.ts'
import { AdaptiveGate } from './launch-gate.ts'
import type { LaunchesWhileDown } from './launch-gate.ts'
import { ProcessBook } from './process-book.ts'
import type { Kernel } from './process-book.ts'
import { sweepExits } from './sweep-exits.ts'
import { watchedEngine } from './watched-engine.ts'

const LOOK_MS = 10_000
const LOOK_WHILE_AWAY_MS = 1000
/** Connections may break in crowds: between two lists that they ask for. */
const RECONCILE_MS = 1000
/** Of the looks at processes every so many is one at the engine's list too. */
const LOOKS_PER_SWEEP = 3
const states: Record<EngineState, number> = { up: 0, degraded: 1, down: 2 }

export interface EngineWatchParts {
  engine: DockerEngine
  /** What the containers under watch have, as a list of the engine filters for it. */
  labels: string[]
  clock: Clock
  log: Log
  metrics: Metrics
  launchesWhileDown: LaunchesWhileDown
  kernel?: Kernel
  /** Whether the health of containers is listened for. */
  imageHealth?: boolean
}

/** One engine under watch: its health, the ends of our containers by whatever source, and the gate for launches. */
export class EngineWatch {
  readonly engine: DockerEngine
  readonly gate: AdaptiveGate
  readonly imageHealth: ImageHealthBook | undefined
  readonly #parts: EngineWatchParts
  readonly #health: EngineHealth
  readonly #hints: ExitHints
  readonly #processes: ProcessBook
  readonly #closing = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #gauges: Array<() => void>
  #returned = false
  #turn: Promise<void> = Promise.resolve()

  constructor (parts: EngineWatchParts) {
    const { engine, clock, log, metrics, launchesWhileDown } = parts
    this.#parts = parts
    this.#health = new EngineHealth({ engine, clock, log })
    this.#hints = new ExitHints({ clock, metrics })
    this.#processes = new ProcessBook(parts.kernel)
    this.imageHealth = parts.imageHealth === true ? new ImageHealthBook() : undefined
    this.gate = new AdaptiveGate({ clock, health: this.#health, launchesWhileDown })
    this.engine = watchedEngine(engine, { health: this.#health, hints: this.#hints, gate: this.gate, processes: this.#processes })
    this.#health.onReturn(() => this.#keep(this.#reconcile()))
    const gauge = (name: string, read: () => number): (() => void) => metrics.gauge(`containerizer/docker/${name}`, read)
    this.#gauges = [
      gauge('engine_state', () => states[this.#health.state]),
      gauge('engine_outages', () => this.#health.report.outages),
      gauge('launch_limit', () => this.gate.limit),
      gauge('launches_waiting', () => this.gate.waiting)
    ]
  }

  get report (): EngineReport { return this.#health.report }

  start (): void {
    const { engine, clock, labels } = this.#parts
    this.#health.start()
    this.#keep(this.#look())
    this.#keep(followEvents({
      engine,
      clock,
      labels,
      onEnd: (id) => {
        this.#hints.hint(id, 'event')
        this.imageHealth?.ended(id)
      },
      onHealth: this.imageHealth && ((id, healthy) => this.imageHealth?.heard(id, healthy)),
      onLoss: (error) => this.#health.suspect(error)
    }, this.#closing.signal))
  }

  /** Resolves when no timer and no call of this is left. Engine and gate fail whoever still waits for the engine. */
  async close (): Promise<void> {
    this.#closing.abort(new Error('The engine is not watched any more'))
    await Promise.all([this.#health.close(), ...this.#running])
    for (const remove of this.#gauges) remove()
  }

  async #look (): Promise<void> {
    const { signal } = this.#closing
    for (let looks = 1; !signal.aborted; looks++) {
      await this.#parts.clock.sleep(this.#health.state === 'up' ? LOOK_MS : LOOK_WHILE_AWAY_MS, signal).catch(() => {})
      for (const id of this.#processes.ended()) this.#hints.hint(id, 'process')
      if (looks % LOOKS_PER_SWEEP === 0 && this.#health.state !== 'down') await this.#sweep()
    }
  }

  /** The engine is back: what was missed is in its list. Losses during one look are answered by one more. */
  async #reconcile (): Promise<void> {
    if (this.#returned) return
    this.#returned = true
    await this.#turn
    this.#returned = false
    await this.#sweep()
    this.#turn = this.#parts.clock.sleep(RECONCILE_MS, this.#closing.signal).catch(() => {})
  }

  async #sweep (): Promise<void> {
    const { labels, log } = this.#parts
    this.imageHealth?.listing()
    try {
      const seen = await sweepExits(this.engine, this.#hints, labels, this.#closing.signal)
      this.imageHealth?.listed(seen)
    } catch (err) {
      log.debug({ err }, 'the list of containers was not answered, it is asked for again')
    }
  }

  #keep (work: Promise<void>): void {
    this.#running.add(work)
    work.finally(() => this.#running.delete(work))
  }
}
