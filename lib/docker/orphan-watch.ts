import type { DockerParts } from './docker-parts.ts'
import { CONTAINER_LABEL, ownLabels } from './ownership-labels.ts'
import type { Orphan } from './recovery-plan.ts'
import { isNamedByUs } from './recovery-plan.ts'
import { removeOrphan } from './remove-orphan.ts'

/** How long a container may be on its way into our books: its create may have been asked for by an agent that died since. */
export const GRACE_MS = 60_000
const EVERY_MS = 600_000

/**
 * Looks for containers of ours that came after the recovery had looked, as when an agent is killed while the engine is
 * busy with its create, and for those that could not be removed then. Networks and named volumes are never made by us.
 */
export class OrphanWatch {
  readonly #parts: DockerParts
  readonly #known: (key: string) => boolean
  readonly #closing = new AbortController()
  #watching: Promise<void> = Promise.resolve()
  #unreadable: Set<string> = new Set()

  constructor (parts: DockerParts, known: (key: string) => boolean) {
    this.#parts = parts
    this.#known = known
  }

  /** To be called once, after the recovery; nothing happens where orphans are to be left alone. `unreadable`: whom nobody may take for unwanted. */
  start (unreadable: string[] = []): void {
    this.#unreadable = new Set(unreadable)
    if (this.#parts.killOrphans) this.#watching = this.#watch().catch(() => {})
  }

  /** What would be removed now, and why; nothing is. */
  async find (): Promise<Orphan[]> {
    const { engine, runs, removals, clock } = this.#parts
    // Containers first: whoever has a record by now had its record before its container.
    const containers = await engine.list({ labels: ownLabels(this.#parts) }, { signal: this.#closing.signal })
    const { records, broken } = await runs.list()
    const recorded = new Set([...records, ...broken].map(({ key }) => key))
    return containers.flatMap((container) => {
      const { id: engineId, labels, created, names } = container
      const key = labels[CONTAINER_LABEL]
      if (key === undefined || !isNamedByUs(container) || this.#known(key) || recorded.has(key) || this.#unreadable.has(key)) return []
      if (names.some((name) => removals.has(name)) || clock.now() - created * 1000 < GRACE_MS) return []
      return [{ engineId, key, reason: `there is no record of it, and it is older than ${GRACE_MS / 1000} s` }]
    })
  }

  async close (): Promise<void> {
    this.#closing.abort()
    await this.#watching
  }

  async #watch (): Promise<void> {
    const { clock, log } = this.#parts
    let pauseMs = GRACE_MS
    while (true) {
      await clock.sleep(pauseMs, this.#closing.signal)
      pauseMs = EVERY_MS
      try {
        for (const orphan of await this.find()) await removeOrphan(this.#parts, orphan)
      } catch (err) {
        log.warn({ err }, 'looking for orphaned containers failed, it is tried again')
      }
    }
  }
}
