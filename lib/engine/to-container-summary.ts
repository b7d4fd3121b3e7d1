import type { ContainerSummary } from '../../types/docker-engine.ts'
import { healthOf } from './health-of.ts'

/** What we read of an item of GET /containers/json. */
export interface ListItem {
  Id: string
  Names: string[] | null
  Image: string
  ImageID: string
  Labels: Record<string, string> | null
  State: string
  /** For people; the health is nowhere else in a list. */
  Status?: string
  Created: number
}

/** A container that is being created or removed may have no names yet or any more. */
export function toContainerSummary (item: ListItem): ContainerSummary {
  return {
    id: item.Id,
    names: (item.Names ?? []).map((name) => name.replace(/^\//, '')),
    image: item.Image,
    imageId: item.ImageID,
    labels: item.Labels ?? {},
    state: item.State,
    ...healthOf(/\((\w+)\)$/.exec(item.Status ?? '')?.[1]),
    created: item.Created
  }
}
