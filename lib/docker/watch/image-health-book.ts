import type { ContainerSummary } from '../../../types/docker-engine.ts'
import type { ImageHealth } from '../../../types/image-health.ts'

/** What events and lists say of the health of containers. Events come in order; a list says what was, once it was asked for. */
export class ImageHealthBook implements ImageHealth {
  readonly #known = new Map<string, boolean>()
  readonly #listeners = new Map<string, Set<(healthy: boolean) => void>>()
  /** Of these an event has come since the list was asked for. */
  readonly #newer = new Set<string>()

  of (engineId: string): boolean | undefined {
    return this.#known.get(engineId)
  }

  on (engineId: string, listener: (healthy: boolean) => void): () => void {
    const listeners = this.#listeners.get(engineId) ?? new Set()
    this.#listeners.set(engineId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(engineId)
    }
  }

  /** An event says so. */
  heard (engineId: string, healthy: boolean): void {
    this.#newer.add(engineId)
    this.#tell(engineId, healthy)
  }

  /** It has ended: its next life, if there is one, begins with nothing known. */
  ended (engineId: string): void {
    this.#newer.add(engineId)
    this.#known.delete(engineId)
  }

  /** To be called before a list is asked for, and with it. */
  listing (): void {
    this.#newer.clear()
  }

  listed (containers: ContainerSummary[]): void {
    for (const { id, healthy } of containers) {
      if (healthy !== undefined && !this.#newer.has(id)) this.#tell(id, healthy)
    }
  }

  #tell (engineId: string, healthy: boolean): void {
    this.#known.set(engineId, healthy)
    for (const listener of this.#listeners.get(engineId) ?? []) listener(healthy)
  }
}
