import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import type { EngineReport, EngineState } from '../../../types/engine-health.ts'
import type { Log } from '../../../types/log.ts'
import { errors } from '../../errors.ts'
import { unlessAborted } from '../../util/unless-aborted.ts'

const PING_EVERY_MS = 5000
const PING_WHILE_AWAY_MS = 500
/** A ping touches no container and no disk: one that takes this long is not answered. */
const PING_LIMIT_MS = 3000
const SLOW_MS = 1000
/** For how long one call that was never answered casts doubt on the rest. */
const DOUBT_MS = 60_000

interface Parts { engine: Pick<DockerEngine, 'ping' | 'negotiate'>, clock: Clock, log: Log }

/** Watches the engine by pings: regularly, and at once when a call went wrong. */
export class EngineHealth {
  readonly #parts: Parts
  readonly #closing = new AbortController()
  readonly #listeners = new Set<(wasDown: boolean) => void>()
  readonly #waiting = new Set<() => void>()
  readonly #checks = new Set<() => void>()
  #report: EngineReport
  #pausing = new AbortController()
  #lost = false
  #doubt = { until: -Infinity, reason: '' }
  #watching: Promise<void> = Promise.resolve()

  constructor (parts: Parts) {
    this.#parts = parts
    this.#report = { state: 'up', since: parts.clock.now(), reason: '', outages: 0 }
  }

  get report (): EngineReport { return { ...this.#report } }
  get state (): EngineState { return this.#report.state }

  start (): void {
    this.#watching = this.#watch()
  }

  /** Called when the engine answers again after connections were lost, be it ever so short: what was missed is to be looked up. */
  onReturn (listener: (wasDown: boolean) => void): void {
    this.#listeners.add(listener)
  }

  /** Looks at once whether a failed call was the engine's doing. A refusal is an answer, and no doubt. */
  suspect (error: unknown): void {
    const { code, message } = error as { code?: string, message: string }
    if (code === 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE') this.#lost = true
    else if (code === 'CONTAINERIZER_ERR_ENGINE_TIMEOUT') this.#doubt = { until: this.#parts.clock.now() + DOUBT_MS, reason: message }
    else return
    // An engine that is away is asked often enough as it is.
    if (this.state === 'up') this.#pausing.abort()
  }

  /** Resolves when the engine is not down; rejects with the signal's reason, or when this is closed. */
  async usable (signal: AbortSignal = new AbortController().signal): Promise<void> {
    signal.throwIfAborted()
    while (this.state === 'down') {
      this.#closing.signal.throwIfAborted()
      let woken!: () => void
      const back = new Promise<void>((resolve) => { woken = resolve })
      this.#waiting.add(woken)
      await unlessAborted(back, signal).finally(() => this.#waiting.delete(woken))
    }
  }

  /** Resolves when the next ping has had its answer, or none. */
  async checked (): Promise<void> {
    if (!this.#closing.signal.aborted) await new Promise<void>((resolve) => { this.#checks.add(resolve) })
  }

  async close (): Promise<void> {
    this.#closing.abort(new errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE('The Docker engine is not watched any more'))
    this.#pausing.abort()
    this.#release()
    await this.#watching
    this.#tell()
  }

  async #watch (): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#closing
    let unanswered = 0
    while (!signal.aborted) {
      this.#pausing = new AbortController()
      const begun = clock.now()
      const error = await this.#ask(signal)
      if (signal.aborted) return
      const late = clock.now() - begun
      unanswered = error?.code === 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' ? unanswered + 1 : 0
      if (error === null) this.#answered(late)
      else if (error.code === 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' || unanswered > 1) this.#turn('down', error.message)
      else this.#turn('degraded', error.message)
      this.#tell()
      await clock.sleep(this.state === 'up' ? PING_EVERY_MS : PING_WHILE_AWAY_MS, this.#pausing.signal).catch(() => {})
    }
  }

  /** After a loss an engine counts as back only when it has said which API it speaks now: it may have been replaced. */
  async #ask (signal: AbortSignal): Promise<(Error & { code?: string }) | null> {
    const options = { timeoutMs: PING_LIMIT_MS, signal }
    try {
      await this.#parts.engine.ping(options)
      if (this.#lost || this.state === 'down') await this.#parts.engine.negotiate(options)
      return null
    } catch (error) {
      return error as Error
    }
  }

  #answered (lateMs: number): void {
    const wasDown = this.state === 'down'
    const returned = this.#lost || wasDown
    this.#lost = false
    if (lateMs > SLOW_MS) this.#turn('degraded', `it took ${lateMs} ms to answer a ping`)
    else if (this.#parts.clock.now() < this.#doubt.until) this.#turn('degraded', this.#doubt.reason)
    else this.#turn('up', '')
    if (returned) for (const listener of this.#listeners) listener(wasDown)
  }

  #turn (state: EngineState, reason: string): void {
    const { clock, log } = this.#parts
    if (state === this.#report.state) {
      this.#report.reason = reason
      return
    }
    const before = this.#report
    this.#report = { state, since: clock.now(), reason, outages: before.outages + (state === 'down' ? 1 : 0) }
    const fields = { engine: state, was: before.state, forMs: clock.now() - before.since }
    if (state === 'up') log.info(fields, 'the Docker engine is up')
    else log.warn({ ...fields, reason }, `the Docker engine is ${state}; containers are taken to run on`)
    if (state !== 'down') this.#release()
  }

  #tell (): void {
    for (const told of this.#checks) told()
    this.#checks.clear()
  }

  #release (): void {
    for (const woken of this.#waiting) woken()
  }
}
