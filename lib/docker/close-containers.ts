import type { Clock } from '../../types/clock.ts'
import { within } from '../util/within.ts'
import type { DockerContainer } from './docker-container.ts'

/** How long a close waits for containers that have ended and are being cleared up. */
const CLEAR_UP_MS = 5000

/** Lets go of running containers at once, and of those that have ended when they are removed. */
export async function closeContainers (containers: DockerContainer[], clock: Clock): Promise<void> {
  const ending = containers.filter((container) => container.ending)
  for (const container of containers) if (!container.ending) container.detach()
  await within(Promise.allSettled(ending.map(({ termination }) => termination)), CLEAR_UP_MS, clock)
  for (const container of ending) container.detach()
  await Promise.allSettled(containers.map(({ termination }) => termination))
}
