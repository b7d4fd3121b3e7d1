import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { Log } from '../../types/log.ts'
import { removeContainer } from './remove-container.ts'

/** Removes ended containers, now or after the operator's delay. What is still waiting at close is found by its labels next time. */
export class Removals {
  readonly #parts: { engine: DockerEngine, clock: Clock, log: Log }
  readonly #delayMs: number
  readonly #closing = new Map<AbortController, Promise<void>>()

  /** `delayMs` in milliseconds; 0: `remove` resolves when the container is gone. */
  constructor (parts: { engine: DockerEngine, clock: Clock, log: Log }, delayMs: number) {
    this.#parts = parts
    this.#delayMs = delayMs
  }

  async remove (name: string, signal: AbortSignal): Promise<void> {
    if (this.#delayMs === 0) return removeContainer(this.#parts, name, signal)
    const closing = new AbortController()
    this.#closing.set(closing, this.#later(name, closing.signal).finally(() => this.#closing.delete(closing)))
  }

  async close (): Promise<void> {
    const waiting = [...this.#closing.values()]
    for (const closing of this.#closing.keys()) closing.abort()
    await Promise.all(waiting)
  }

  async #later (name: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#parts.clock.sleep(this.#delayMs, signal)
      await removeContainer(this.#parts, name, signal)
    } catch {
      // Closed meanwhile.
    }
  }
}
