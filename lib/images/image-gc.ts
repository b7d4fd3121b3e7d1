import type { Clock } from '../../types/clock.ts'
import type { PrunedImage, PruneRequest } from '../../types/images.ts'
import type { Log } from '../../types/log.ts'
import { every } from '../util/every.ts'
import type { DiskSpace } from './disk-space.ts'

export interface ImageGcParts {
  /** Part of the disk that is to be free, from 0 to 1. */
  headroom: number
  intervalMs: number
  disk: () => Promise<DiskSpace>
  prune: (options: PruneRequest) => Promise<PrunedImage[]>
  clock: Clock
  log: Log
}

/** Looks at the disk every now and then, and removes images that nobody uses for as long as too little of it is free. */
export class ImageGc {
  readonly #parts: ImageGcParts
  readonly #closing = new AbortController()
  readonly #done: Promise<void>

  constructor (parts: ImageGcParts) {
    this.#parts = parts
    const { clock, intervalMs, log } = parts
    const onError = (err: unknown): void => log.warn({ err }, 'images could not be collected, it is tried again')
    this.#done = every(intervalMs, () => this.#collect(), { clock, signal: this.#closing.signal, onError })
  }

  async close (): Promise<void> {
    this.#closing.abort()
    await this.#done
  }

  async #collect (): Promise<void> {
    const { disk, prune, headroom, log } = this.#parts
    const enough = async (): Promise<boolean> => {
      const { freeBytes, totalBytes } = await disk()
      return this.#closing.signal.aborted || freeBytes >= headroom * totalBytes
    }
    if (await enough()) return
    const pruned = await prune({ enough })
    const { freeBytes } = await disk()
    log.info({ pruned: pruned.map(({ reference }) => reference), freeBytes }, 'images were collected')
  }
}
