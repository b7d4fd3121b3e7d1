import type { Clock } from '../../types/clock.ts'
import type { PullProgress } from '../../types/docker-engine.ts'
import type { PullListener, PullPhase, PullState } from '../../types/images.ts'
import { PullMeter } from './pull-meter.ts'

/** Between two words about one phase. */
const QUIET_MS = 250

/** A pull from its place in the queue to its end, through all its tries; tells of itself. */
export class TrackedPull {
  readonly #what: { reference: string, platform?: string }
  readonly #clock: Clock
  readonly #tell: PullListener
  readonly #beganMs: number
  #meter = new PullMeter()
  /** Undefined while the meter knows better. */
  #phase: PullPhase | undefined = 'QUEUED'
  #tries = 0
  /** When it left the queue. */
  startedMs = 0
  #message: string | undefined
  #toldPhase: PullPhase | undefined
  #toldMs = 0

  constructor (what: { reference: string, platform?: string }, clock: Clock, tell: PullListener) {
    this.#what = what
    this.#clock = clock
    this.#tell = tell
    this.#beganMs = clock.now()
    this.#say()
  }

  /** The engine is asked, for the first time or once more. */
  trying (): void {
    if (this.#tries++ === 0) this.startedMs = this.#clock.now()
    this.#phase = undefined
    this.#meter = new PullMeter()
    this.#say()
  }

  take (line: PullProgress): void {
    this.#meter.take(line, this.#clock.now())
    this.#say()
  }

  /** `message` must be without secrets, here and at the end. */
  retrying (message: string): void {
    this.#phase = 'RETRYING'
    this.#message = message
    this.#say()
  }

  end (phase: 'DONE' | 'FAILED' | 'ABANDONED', message?: string): void {
    this.#phase = phase
    this.#message = message
    this.#say()
  }

  state (): PullState {
    const { phase, ...reading } = this.#meter.read(this.#clock.now())
    const message = this.#message
    return {
      ...this.#what, phase: this.#phase ?? phase, beganMs: this.#beganMs, tries: this.#tries, ...reading, ...(message === undefined ? {} : { message })
    }
  }

  #say (): void {
    const now = this.#clock.now()
    const state = this.state()
    if (state.phase === this.#toldPhase && now - this.#toldMs < QUIET_MS) return
    this.#toldPhase = state.phase
    this.#toldMs = now
    this.#tell(state)
  }
}
