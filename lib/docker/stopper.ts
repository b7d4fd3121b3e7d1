import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import type { DockerParts } from './docker-parts.ts'
import { stopContainer } from './stop-container.ts'

/** The one stop of a container that may be under way; a later one replaces it only if it would be done sooner. */
export class Stopper {
  readonly #parts: Pick<DockerParts, 'engine' | 'clock' | 'log'>
  #id = ''
  #stopSignal = 'SIGTERM'
  #init: ProcessIdentity | null = null
  #deadline = Infinity
  #stopping = new AbortController()
  #over = false

  constructor (parts: Pick<DockerParts, 'engine' | 'clock' | 'log'>) {
    this.#parts = parts
  }

  /** From here on it can be stopped. The stop signal is the image's or the container's own where it has one. */
  started (id: string, details: ContainerDetails | null, init: ProcessIdentity | null): void {
    this.#id = id
    this.#init = init
    const config = details?.raw['Config'] as { StopSignal?: string } | undefined
    this.#stopSignal = config?.StopSignal || 'SIGTERM'
  }

  stop (graceMs: number): void {
    const { engine, clock, log } = this.#parts
    const deadline = clock.now() + graceMs
    if (this.#over || deadline >= this.#deadline) return
    this.#deadline = deadline
    this.#stopping.abort()
    this.#stopping = new AbortController()
    stopContainer({ engine, clock, log, id: this.#id, init: this.#init, stopSignal: this.#stopSignal, graceMs, signal: this.#stopping.signal })
  }

  /** There is nothing left to stop. */
  ended (): void {
    this.#over = true
    this.#stopping.abort()
  }
}
