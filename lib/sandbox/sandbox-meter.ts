import type { Clock } from '../../types/clock.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import type { DiskMeter, DiskWatch } from '../../types/sandbox.ts'
import { every } from '../util/every.ts'
import { within } from '../util/within.ts'

/** Who asks waits no longer than this for a large sandbox. */
const PATIENCE_MS = 1000
/** A disk that does not answer must not stop all others from being looked at. */
const LIMIT_MS = 300_000
export const EXCEEDED = 'containerizer/disk_quotas_exceeded'

export interface SandboxMeterParts {
  /** Bytes of a directory. `alone`: not together with others. */
  measure: (directory: string, options: { signal: AbortSignal, alone: boolean }) => Promise<number>
  enforce: boolean
  /** Time between two looks, and how long one is believed. */
  intervalMs: number
  /** Nothing is measured any more. */
  closing: AbortSignal
  clock: Clock
  log: Log
  metrics: Metrics
}

/** Measures one sandbox: when somebody asks, and where its quota is enforced again and again. */
export class SandboxMeter implements DiskMeter {
  readonly #parts: SandboxMeterParts
  readonly #directory: string
  #measuring: Promise<void> | null = null
  #measured = -Infinity
  #bytes: number | undefined
  #isFailing = false

  constructor (directory: string, parts: SandboxMeterParts) {
    this.#directory = directory
    this.#parts = parts
  }

  get enforces (): boolean { return this.#parts.enforce }

  async usage (): Promise<number | undefined> {
    const { clock, intervalMs } = this.#parts
    if (clock.now() - this.#measured >= intervalMs) await within(this.#measure(), PATIENCE_MS, clock)
    return this.#bytes
  }

  watch ({ quota, exceeded, signal }: DiskWatch): void {
    const { enforce, intervalMs, clock, log, metrics } = this.#parts
    if (!enforce || signal.aborted) return
    const over = new AbortController()
    signal.addEventListener('abort', () => over.abort(), { once: true })
    const look = async (): Promise<void> => {
      // One without a quota is not even looked at.
      if (quota() === undefined) return
      await this.#measure()
      const [usedBytes, quotaBytes] = [this.#bytes, quota()]
      if (over.signal.aborted || usedBytes === undefined || quotaBytes === undefined || usedBytes <= quotaBytes) return
      over.abort()
      metrics.count(EXCEEDED)
      exceeded({ usedBytes, quotaBytes })
    }
    every(intervalMs, look, { clock, signal: over.signal, onError: (err) => log.warn({ err, sandbox: this.#directory }, 'the disk quota of a sandbox could not be enforced, it is tried again') })
  }

  /** One at a time, whoever asks. Never rejects. */
  #measure (): Promise<void> {
    this.#measuring ??= this.#ask().finally(() => { this.#measuring = null })
    return this.#measuring
  }

  async #ask (): Promise<void> {
    const { measure, closing, clock, log } = this.#parts
    const over = new AbortController()
    const close = (): void => over.abort(closing.reason)
    closing.addEventListener('abort', close)
    try {
      closing.throwIfAborted()
      const bytes = await within(measure(this.#directory, { signal: over.signal, alone: this.#isFailing }), LIMIT_MS, clock)
      if (bytes === undefined) throw new Error(`it took longer than ${LIMIT_MS / 1000} seconds`)
      this.#bytes = bytes
      this.#isFailing = false
    } catch (err) {
      this.#bytes = undefined
      if (!this.#isFailing && !closing.aborted) log.warn({ err, sandbox: this.#directory }, 'it cannot be told how much of the disk a sandbox takes')
      this.#isFailing = true
    } finally {
      closing.removeEventListener('abort', close)
      over.abort()
      this.#measured = clock.now()
    }
  }
}
