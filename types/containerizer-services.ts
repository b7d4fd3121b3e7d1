import type { EngineReport } from './engine-health.ts'
import type { ContainerImage, ImagesService } from './images.ts'
import type { ContainerID } from './mesos-v1.ts'
import type { CommandTaskCapable, Containerizer, SignalCapable } from './containerizer.ts'

/** `app.dockerContainerizer`: the Docker containerizer by itself, past the chain. */
export type DockerContainerizerService = Containerizer & CommandTaskCapable & SignalCapable & ImagesService & {
  /** What a container runs, or will. Unknown id: null. */
  image (containerId: ContainerID): ContainerImage | null
  /** The state of the engine now. While it is down nothing is said of containers that only it could know. */
  engineReport (): EngineReport
}

/** `app.mesosContainerizer`: the containerizer of plain processes by itself, past the chain. */
export type MesosContainerizerService = Containerizer & CommandTaskCapable & SignalCapable
