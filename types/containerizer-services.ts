import type { ContainerConfig } from './container-config.ts'
import type { ContainerPlan, PlanOptions } from './container-plan.ts'
import type { EngineReport } from './engine-health.ts'
import type { ContainerImage, ImagesService } from './images.ts'
import type { CommandTaskCapable, Containerizer, ExecCapable, SignalCapable } from './containerizer.ts'
import type { ContainerID, TaskInfo } from './mesos-v1.ts'

/** `app.dockerContainerizer`: the Docker containerizer by itself, past the chain. */
export type DockerContainerizerService = Containerizer & CommandTaskCapable & SignalCapable & ExecCapable & ImagesService & {
  /** What a container runs, or will. Unknown id: null. */
  image (containerId: ContainerID): ContainerImage | null
  /** The state of the engine now. While it is down nothing is said of containers that only it could know. */
  engineReport (): EngineReport
  /**
   * What a launch would ask of the engine, and why. Rejects as the launch would for what is refused before anything is fetched.
   * Nothing is made, fetched, pulled or asked of the engine, of hooks or of a resolver of secrets; links of host paths are followed.
   */
  plan (asked: ContainerConfig | TaskInfo, options?: PlanOptions): Promise<ContainerPlan>
}

/** `app.mesosContainerizer`: the containerizer of plain processes by itself, past the chain. */
export type MesosContainerizerService = Containerizer & CommandTaskCapable & SignalCapable & ExecCapable
