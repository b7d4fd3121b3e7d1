import type { ImageSummary } from '../../types/docker-engine.ts'

/** What we read of an item of GET /images/json. */
export interface ImageItem {
  Id: string
  RepoTags: string[] | null
  RepoDigests: string[] | null
  Size: number
  Created: number
}

const isNamed = (name: string): boolean => !name.startsWith('<none>')

/** Old engines call what has no name `<none>:<none>`; here it has none. */
export function toImageSummary (item: ImageItem): ImageSummary {
  return {
    id: item.Id,
    repoTags: (item.RepoTags ?? []).filter(isNamed),
    repoDigests: (item.RepoDigests ?? []).filter(isNamed),
    sizeBytes: item.Size,
    created: item.Created
  }
}
