import type { KillOptions } from '../../types/container-config.ts'
import type { DockerRun } from './docker-run.ts'

/** Milliseconds between the stop signal and SIGKILL: the kill's own policy, else the task's, else the agent's grace. */
export function killGraceMs (run: DockerRun, options?: KillOptions): number {
  const policy = options?.killPolicy?.gracePeriod ?? run.config.taskInfo?.killPolicy?.gracePeriod
  return policy === undefined ? run.shutdownGracePeriodMs : policy.nanoseconds / 1e6
}
