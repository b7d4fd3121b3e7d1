import type { ContainerConfig } from '../../types/container-config.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'

/** The intent that is on disk before the engine is asked to create anything: enough to take the container back. */
export interface DockerRun {
  containerId: ContainerID
  /** The engine's name for it. */
  name: string
  config: ContainerConfig
  taskKillingState: boolean
  shutdownGracePeriodMs: number
}
