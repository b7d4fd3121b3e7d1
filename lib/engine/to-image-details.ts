import type { ImageDetails } from '../../types/docker-engine.ts'

/** What we read of GET /images/{name}/json. */
export interface ImageAnswer {
  Id: string
  RepoTags: string[] | null
  RepoDigests: string[] | null
  Size: number
  Os: string
  Architecture: string
  Config: {
    Entrypoint?: string[] | null
    Cmd?: string[] | null
    Env?: string[] | null
    User?: string
    WorkingDir?: string
    StopSignal?: string
  } | null
}

/** What an image does not say is empty here; the engine leaves it out or says null. */
export function toImageDetails (answer: ImageAnswer): ImageDetails {
  const config = answer.Config ?? {}
  return {
    id: answer.Id,
    repoTags: answer.RepoTags ?? [],
    repoDigests: answer.RepoDigests ?? [],
    sizeBytes: answer.Size,
    os: answer.Os,
    architecture: answer.Architecture,
    entrypoint: config.Entrypoint ?? [],
    cmd: config.Cmd ?? [],
    env: config.Env ?? [],
    user: config.User ?? '',
    workingDir: config.WorkingDir ?? '',
    stopSignal: config.StopSignal ?? ''
  }
}
