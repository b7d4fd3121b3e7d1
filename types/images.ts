import type { ImageDetails } from './docker-engine.ts'

/** QUEUED behind other pulls, STARTING until the registry has answered, RETRYING in the pause before the next try. The last three are ends. */
export type PullPhase = 'QUEUED' | 'STARTING' | 'DOWNLOADING' | 'EXTRACTING' | 'RETRYING' | 'DONE' | 'FAILED' | 'ABANDONED'

/** One pull, as far as the engine tells. Several launches may wait for it. */
export interface PullState {
  /** With its tag or digest. */
  reference: string
  /** As the task asks for it; unset: the engine's own. */
  platform?: string
  phase: PullPhase
  /** Milliseconds since the epoch. */
  beganMs: number
  tries: number
  layers: number
  /** Those that are on the engine, whole. */
  layersDone: number
  /** Sizes are those of the compressed layers. `totalBytes` has the layers whose size is known so far. */
  downloadedBytes: number
  extractedBytes: number
  totalBytes: number
  /** How long it will still take at the pace so far; unset while the size of a layer is not known. */
  remainingMs?: number
  /** What the last try failed with. Without secrets. */
  message?: string
}

/** Called at each change of phase, and in between a few times a second at most. A throw is logged, nothing more. */
export type PullListener = (pull: PullState) => void

/** The image of a container. */
export interface ContainerImage {
  /** As the task names it. */
  name: string
  /** `repository@sha256:…`, exactly what runs. Unset before it is known, and for an image that never was at a registry. */
  digest?: string
  /** The pull that the launch waits for. */
  pull?: PullState
}

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
  /** `os[/arch[/variant]]`; unset: the engine's own. */
  platform?: string
  onProgress?: PullListener
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
  /** Removes images that the store pulled, that no container uses and that are not excluded (references, asked for each image). */
  prune (excluded: () => string[], options?: PruneRequest): Promise<PrunedImage[] | void>
}

export interface PruneRequest {
  /** Says what would go, and lets it stay. Default false. */
  dryRun?: boolean
  /** Asked before each removal: true ends it. */
  enough?: () => Promise<boolean>
}

/** What `app.dockerContainerizer` does about images. */
export interface ImagesService {
  /** The pulls under way. */
  pulls (): PullState[]
  /** Adds a listener to every pull; the returned function takes it away. */
  onPullProgress (listener: PullListener): () => void
  /**
   * Removes images that this agent pulled and nobody uses, those first that were not used for longest, except the excluded
   * references. Resolves with what was removed, or with `dryRun` would be.
   */
  collectImages (excluded: string[], options?: PruneRequest): Promise<PrunedImage[]>
}
