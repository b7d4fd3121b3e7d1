import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { ImageRecord, PrunedImage } from '../../types/images.ts'
import { imageKey } from './image-key.ts'
import { withDefaultTag } from './with-default-tag.ts'

export interface PruneOptions {
  /** References that stay; asked for each image, as launches may come while others are removed. */
  excluded: () => string[]
  /** What was used after this moment stays: its container may be about to be created. */
  usedBefore: number
  /** Says what would go, and lets it stay. */
  dryRun: boolean
  /** Asked before each removal: true ends it. */
  enough?: () => Promise<boolean>
}

/**
 * Removes recorded images that no container has, whoever's and in whatever state, those first that were not used for
 * longest. A reference that means another image by now is no longer ours.
 */
export async function pruneImages (
  engine: DockerEngine, records: CheckpointStore<ImageRecord>, { excluded, usedBefore, dryRun, enough = async () => false }: PruneOptions
): Promise<PrunedImage[]> {
  const used = new Set((await engine.list({})).map(({ imageId }) => imageId))
  const stays = ({ reference, id, lastUsedMs }: ImageRecord): boolean => {
    return used.has(id) || lastUsedMs >= usedBefore || excluded().some((name) => withDefaultTag(name) === reference)
  }
  const recorded = (await records.list()).records.map(({ value }) => value)
  const pruned: PrunedImage[] = []
  for (const record of recorded.sort((a, b) => a.lastUsedMs - b.lastUsedMs)) {
    const { reference, id } = record
    if (stays(record)) continue
    if (await enough()) break
    const details = await engine.inspectImage(reference)
    const ours = details?.id === id
    // A launch may have found it, or pulled it anew, since the records were read.
    if (stays(await records.read(imageKey(reference)) ?? record)) continue
    if (ours && (dryRun || await removed(engine, reference))) pruned.push({ reference, id, sizeBytes: details.sizeBytes })
    if (!dryRun && (!ours || pruned.at(-1)?.reference === reference)) await records.remove(imageKey(reference))
  }
  return pruned
}

/** False when a container has come to use it meanwhile. */
async function removed (engine: DockerEngine, reference: string): Promise<boolean> {
  try {
    return await engine.removeImage(reference)
  } catch (error) {
    if ((error as { engineStatus?: number }).engineStatus === 409) return false
    throw error
  }
}
