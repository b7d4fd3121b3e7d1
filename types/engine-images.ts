export interface ImageDetails {
  id: string
  repoTags: string[]
  repoDigests: string[]
  sizeBytes: number
  os: string
  architecture: string
  entrypoint: string[]
  cmd: string[]
  env: string[]
  user: string
  workingDir: string
  stopSignal: string
}

export interface ImageSummary {
  id: string
  repoTags: string[]
  repoDigests: string[]
  sizeBytes: number
  /** Seconds since the epoch. */
  created: number
}

/** The value of X-Registry-Auth before encoding. Never logged. */
export interface RegistryAuth {
  username?: string
  password?: string
  identitytoken?: string
  registrytoken?: string
  serveraddress?: string
}

export interface PullProgress {
  /** Layer id, or the reference for lines about the whole. */
  id?: string
  status: string
  currentBytes?: number
  totalBytes?: number
}

export interface PullOptions {
  auth?: RegistryAuth
  platform?: string
  signal?: AbortSignal
  onProgress?: (progress: PullProgress) => void
}
