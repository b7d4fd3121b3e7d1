import type { Clock } from '../../../types/clock.ts'
import type { LaunchGate } from '../../../types/launch-gate.ts'
import { errors } from '../../errors.ts'
import type { EngineHealth } from './engine-health.ts'
import { StartLimit } from './start-limit.ts'

/** What becomes of launches while the engine is down. */
export type LaunchesWhileDown = 'wait' | 'fail'

interface Waiting { admit: () => void }

export interface GateParts { clock: Clock, health: Pick<EngineHealth, 'state' | 'report' | 'usable'>, launchesWhileDown: LaunchesWhileDown }

/** Lets launches through to the engine: none while it is down, so many at a time as it is good at, fewer while kills are under way. */
export class AdaptiveGate implements LaunchGate {
  readonly #parts: GateParts
  readonly #limit = new StartLimit()
  readonly #queue = new Set<Waiting>()
  #inside = 0
  #urgent = 0

  constructor (parts: GateParts) {
    this.#parts = parts
  }

  get limit (): number { return this.#limit.value }
  get waiting (): number { return this.#queue.size }
  get inside (): number { return this.#inside }

  async reachable (signal?: AbortSignal): Promise<void> {
    const { health, launchesWhileDown } = this.#parts
    if (health.state === 'down' && launchesWhileDown === 'fail') {
      throw new errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE(`The Docker engine is down, and launches do not wait for it: ${health.report.reason}`)
    }
    await health.usable(signal)
  }

  async enter (signal: AbortSignal): Promise<(error?: unknown) => void> {
    await this.#slot(signal)
    try {
      await this.reachable(signal)
    } catch (error) {
      this.#leave()
      throw error
    }
    const begun = this.#parts.clock.now()
    return (error) => {
      const unanswered = ['CONTAINERIZER_ERR_ENGINE_TIMEOUT', 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE'].includes((error as { code?: string } | undefined)?.code ?? '')
      if (unanswered) this.#limit.unanswered()
      else if (error === undefined) this.#limit.succeeded(this.#parts.clock.now() - begun, this.#queue.size > 0)
      this.#leave()
    }
  }

  /** While the call is under way fewer launches are let through: an engine has only so much attention. */
  async urgent<T> (call: () => Promise<T>): Promise<T> {
    this.#urgent++
    try {
      return await call()
    } finally {
      this.#urgent--
      this.#admit()
    }
  }

  async #slot (signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#queue.size === 0 && this.#free) {
      this.#inside++
      return
    }
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.#queue.delete(waiting)
        reject(signal.reason)
      }
      const waiting = {
        admit: () => {
          signal.removeEventListener('abort', abort)
          resolve()
        }
      }
      this.#queue.add(waiting)
      signal.addEventListener('abort', abort, { once: true })
    })
  }

  get #free (): boolean {
    return this.#inside < (this.#urgent === 0 ? this.#limit.value : Math.ceil(this.#limit.value / 2))
  }

  #leave (): void {
    this.#inside--
    this.#admit()
  }

  #admit (): void {
    for (const waiting of this.#queue) {
      if (!this.#free) return
      this.#queue.delete(waiting)
      this.#inside++
      waiting.admit()
    }
  }
}
