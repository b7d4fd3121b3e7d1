import type { Clock } from '../../types/clock.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import { errors } from '../errors.ts'
import { within } from '../util/within.ts'
import type { DockerContainer } from './docker-container.ts'

/** How long a destroy waits for the engine's word that the container has ended. */
export const DESTROY_LIMIT_MS = 60_000

/** The termination of a container that is being destroyed, or CONTAINERIZER_ERR_KILL_FAILED when no end was seen in time. */
export async function provenEnd (
  container: Pick<DockerContainer, 'key' | 'termination'>, clock: Clock
): Promise<ContainerTermination> {
  const termination = await within(container.termination, DESTROY_LIMIT_MS, clock)
  if (termination !== undefined) return termination
  throw new errors.CONTAINERIZER_ERR_KILL_FAILED(
    `Failed to kill the Docker container: ${container.key} has not ended within ${DESTROY_LIMIT_MS / 1000} s; it is still being tried`)
}
