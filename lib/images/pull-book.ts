import type { Clock } from '../../types/clock.ts'
import type { PullListener, PullState } from '../../types/images.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import { TrackedPull } from './tracked-pull.ts'

export interface PullBookParts {
  clock: Clock
  log: Log
  metrics: Pick<Metrics, 'count' | 'time'>
}

/** First line of a long pull in the log; each further one may take twice as long. */
const FIRST_LINE_MS = 10_000
const LONGEST_PAUSE_MS = 120_000
const PREFIX = 'containerizer/docker/image_'

/** The pulls that are under way, and everybody who wants to know of them: listeners, the log and the metrics. */
export class PullBook {
  readonly #parts: PullBookParts
  readonly #running = new Set<TrackedPull>()
  readonly #listeners = new Set<PullListener>()

  constructor (parts: PullBookParts) {
    this.#parts = parts
    for (const name of ['pulls_succeeded', 'pulls_failed', 'pulls_retried']) parts.metrics.count(`${PREFIX}${name}`, 0)
  }

  pulls (): PullState[] {
    return [...this.#running].map((pull) => pull.state())
  }

  onProgress (listener: PullListener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Keeps a pull in the book for as long as `work` takes. What `work` rejects with must be without secrets. */
  async track<T> (
    what: { reference: string, platform?: string }, { tell, signal }: { tell: PullListener, signal: AbortSignal }, work: (pull: TrackedPull) => Promise<T>
  ): Promise<T> {
    const pull = new TrackedPull(what, this.#parts.clock, (state) => this.#tell(tell, state))
    this.#running.add(pull)
    const ended = new AbortController()
    const reporting = this.#report(pull, ended.signal)
    try {
      return await this.#attend(pull, signal, work)
    } finally {
      ended.abort()
      await reporting
      this.#running.delete(pull)
    }
  }

  /** To be called when a failed try is followed by another. */
  retried (pull: TrackedPull, { message }: Error, pauseMs: number): void {
    pull.retrying(message)
    this.#parts.metrics.count(`${PREFIX}pulls_retried`)
    this.#parts.log.warn({ image: pull.state().reference, error: message, pauseMs }, 'a pull failed and is tried again')
  }

  async #attend<T> (pull: TrackedPull, signal: AbortSignal, work: (pull: TrackedPull) => Promise<T>): Promise<T> {
    const { clock, log, metrics } = this.#parts
    try {
      const result = await work(pull)
      pull.end('DONE')
      const { reference: image, totalBytes: bytes, tries } = pull.state()
      const ms = clock.now() - pull.startedMs
      metrics.time(`${PREFIX}pull_ms`, ms)
      metrics.count(`${PREFIX}pulls_succeeded`)
      log.info({ image, bytes, ms, tries }, 'an image was pulled')
      return result
    } catch (error) {
      pull.end(signal.aborted ? 'ABANDONED' : 'FAILED', (error as Error).message)
      if (!signal.aborted) metrics.count(`${PREFIX}pulls_failed`)
      throw error
    }
  }

  async #report (pull: TrackedPull, ended: AbortSignal): Promise<void> {
    for (let pause = FIRST_LINE_MS; !ended.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      await this.#parts.clock.sleep(pause, ended).then(() => {
        const { reference: image, ...state } = pull.state()
        this.#parts.log.info({ image, ...state }, 'an image is being pulled')
      }, () => {})
    }
  }

  #tell (tell: PullListener, state: PullState): void {
    for (const listener of [tell, ...this.#listeners]) {
      try {
        listener(state)
      } catch (err) {
        this.#parts.log.error({ err }, 'a listener to pulls failed')
      }
    }
  }
}
