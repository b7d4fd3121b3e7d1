import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'

/** The intent that is on disk before the engine is asked to create anything: enough to take the container back. */
export interface DockerRun {
  containerId: ContainerID
  /** The engine's name for it. */
  name: string
  config: ContainerConfig
  taskKillingState: boolean
  shutdownGracePeriodMs: number
}

const SHUTDOWN_GRACE_MS = 5000
const ENGINE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** The name of Mesos for a container of that agent. */
export function engineName (agentId: string, containerId: string): string {
  return `mesos-${agentId}-${containerId}`
}

/** Throws CONFIG_INVALID for an id that the engine would not take in a name. */
export function dockerRun (agentId: string, containerId: ContainerID, config: ContainerConfig, options: LaunchOptions): DockerRun {
  const name = engineName(agentId, containerId.value)
  if (!ENGINE_NAME.test(name)) {
    throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(
      `container_id.value: '${containerId.value}' must match ${ENGINE_NAME.source}, it becomes part of a Docker name`)
  }
  return {
    containerId,
    name,
    config,
    taskKillingState: options.taskKillingState === true,
    shutdownGracePeriodMs: options.shutdownGracePeriodMs ?? SHUTDOWN_GRACE_MS
  }
}
