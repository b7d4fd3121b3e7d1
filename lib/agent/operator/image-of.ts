import type { ContainerImage } from '../../../types/images.ts'
import type { ContainerID } from '../../../types/mesos-v1.ts'

/** The image of a container. Null: it has none, or its containerizer does not say. */
export type ImageOf = (containerId: ContainerID) => ContainerImage | null
