import type { KillOptions } from '../../types/container-config.ts'
import type { DockerRun } from './docker-run.ts'

/**
 * Milliseconds between the stop signal and SIGKILL: the kill's own policy, else the task's, else the agent's grace or,
 * where that is longer, its `docker_stop_timeout`.
 */
export function killGraceMs (run: DockerRun, stopTimeoutMs: number, options?: KillOptions): number {
  const policy = options?.killPolicy?.gracePeriod ?? run.config.taskInfo?.killPolicy?.gracePeriod
  return policy === undefined ? Math.max(run.shutdownGracePeriodMs, stopTimeoutMs) : policy.nanoseconds / 1e6
}
