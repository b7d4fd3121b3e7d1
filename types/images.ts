import type { ImageDetails, PullProgress } from './docker-engine.ts'

export interface ImageRequest {
  /** As the user wrote it. */
  image: string
  forcePull: boolean
  /** Sandbox that may hold fetched registry credentials. */
  directory: string
  signal?: AbortSignal
  onProgress?: (progress: PullProgress) => void
}

export interface ImageStore {
  /** Resolves when the image is proven to be on the engine. */
  ensure (request: ImageRequest): Promise<ImageDetails>
  /** Removes images that no container uses and that are not excluded (references). */
  prune (excluded: string[]): Promise<void>
}
