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

/** What an executor needs beyond the grace of its task: to tell its agent, and to be done with the output. */
const EXECUTOR_MS = 5000

/** Milliseconds of a destroy: an executor is given the time to end its task first. */
export function destroyGraceMs (run: DockerRun, stopTimeoutMs: number): number {
  return run.taskName === undefined ? stopTimeoutMs : Math.max(run.shutdownGracePeriodMs, stopTimeoutMs) + EXECUTOR_MS
}
