import type { ImageDetails, PullProgress } from './docker-engine.ts'

export interface ImageRequest {
  /** As the user wrote it. */
  image: string
  forcePull: boolean
  /** Sandbox that may hold fetched registry credentials. */
  directory: string
  /**
   * Given when a fetch may bring registry credentials into the sandbox: a pull waits for it and rejects as it does, and the
   * credentials are taken out of the sandbox in the end.
   */
  fetched?: Promise<void>
  signal?: AbortSignal
  onProgress?: (progress: PullProgress) => void
}

/** An image that was removed, or would be. */
export interface PrunedImage {
  /** As it was pulled, with its tag. */
  reference: string
  id: string
  sizeBytes: number
}

/** An image that the store has pulled, and so may remove. */
export interface ImageRecord {
  reference: string
  id: string
  lastUsedMs: number
}

export interface ImageStore {
  /** Resolves when the image is proven to be on the engine. */
  ensure (request: ImageRequest): Promise<ImageDetails>
  /** Removes images that the store pulled, that no container uses and that are not excluded (references). */
  prune (excluded: string[]): Promise<PrunedImage[] | void>
}
