import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { Log } from '../../types/log.ts'
import { removeContainer } from './remove-container.ts'

/** Removes ended containers, now or after the operator's delay. What is still waiting at close is found by its labels next time. */
export class Removals {
  readonly #parts: { engine: DockerEngine, clock: Clock, log: Log }
  readonly #delayMs: number
  readonly #waiting = new Map<string, { closing: AbortController, removed: Promise<void> }>()

  /** `delayMs` in milliseconds; 0: `remove` resolves when the container is gone. */
  constructor (parts: { engine: DockerEngine, clock: Clock, log: Log }, delayMs: number) {
    this.#parts = parts
    this.#delayMs = delayMs
  }

  async remove (name: string, signal: AbortSignal): Promise<void> {
    if (this.#delayMs === 0) return removeContainer(this.#parts, name, signal)
    const closing = new AbortController()
    this.#waiting.set(name, { closing, removed: this.#later(name, closing.signal).finally(() => this.#waiting.delete(name)) })
  }

  /** Whether that container has ended and its removal is to come. */
  has (name: string): boolean {
    return this.#waiting.has(name)
  }

  async close (): Promise<void> {
    const waiting = [...this.#waiting.values()]
    for (const { closing } of waiting) closing.abort()
    await Promise.all(waiting.map(({ removed }) => removed))
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
