import type { ResourceStatistics } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import type { DockerContainer } from './docker-container.ts'
import type { DockerParts } from './docker-parts.ts'
import { resourceStatistics } from './resource-statistics.ts'

/** What a container takes now. Rejects with CONTAINERIZER_ERR_USAGE_UNAVAILABLE for one that does not run. */
export async function containerUsage (
  { engine, clock }: Pick<DockerParts, 'engine' | 'clock'>, { place, key, disk }: Pick<DockerContainer, 'place' | 'key' | 'disk'>
): Promise<ResourceStatistics> {
  const [stats, details, taken] = place === null
    ? [null, null, {}]
    : await Promise.all([engine.stats(place), engine.inspect(place), disk.statistics()])
  if (stats === null || details === null || !details.state.running) {
    throw new errors.CONTAINERIZER_ERR_USAGE_UNAVAILABLE(`Container ${key} does not run, there is no usage to read`)
  }
  return { ...resourceStatistics(stats, details, clock.now()), ...taken }
}
