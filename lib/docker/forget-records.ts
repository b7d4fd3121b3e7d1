import type { DockerParts } from './docker-parts.ts'

/**
 * Takes away what is kept of a container that is gone: of its output first, and of its run last. As long as there is that record, an agent
 * after one that dies in between finds the others by it.
 */
export async function forgetRecords ({ anchors, logger, runs }: Pick<DockerParts, 'anchors' | 'logger' | 'runs'>, key: string): Promise<void> {
  await Promise.all([anchors.remove(key), logger.forget?.(key)])
  await runs.remove(key)
}
