import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'
import type { DiskExcess } from '../../types/sandbox.ts'
import { errors } from '../errors.ts'
import { readBootId } from '../util/read-process.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import type { OutputCounts } from './output/log-anchor.ts'

/** The intent that is on disk before the engine is asked to create anything: enough to take the container back. */
export interface DockerRun {
  containerId: ContainerID
  /** The engine's name for it. */
  name: string
  /** It is an executor's, which runs the task in a container of this name. */
  taskName?: string
  /** How many bytes of what its executor says are in the log of an agent. */
  said?: OutputCounts
  config: ContainerConfig
  taskKillingState: boolean
  shutdownGracePeriodMs: number
  /** The boot of the host in which it was launched. */
  bootId?: string
  /** The engine has started it. Its first process as the kernel of this host knows it; null where it cannot be seen from here. */
  started?: { process: ProcessIdentity | null }
  /** When a task with `max_completion_time` is to be ended, in milliseconds of the clock. */
  completionDeadline?: number
  /** It is being ended: when SIGKILL is due, in milliseconds of the clock. */
  stop?: { cause: StopCause, deadline: number, excess?: DiskExcess }
  /** What its sandbox may take of the disk since its resources have changed, in bytes. */
  diskQuotaBytes?: number
}

/** Why a container is ended: a kill of its task, a destroy, its `max_completion_time` is over, or its sandbox takes too much of the disk. */
export type StopCause = 'KILL' | 'DESTROY' | 'COMPLETION' | 'DISK'

/** Where nobody says another. */
export const SHUTDOWN_GRACE_MS = 5000
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
    bootId: readBootId(),
    taskKillingState: options.taskKillingState === true,
    shutdownGracePeriodMs: options.shutdownGracePeriodMs ?? SHUTDOWN_GRACE_MS
  }
}
