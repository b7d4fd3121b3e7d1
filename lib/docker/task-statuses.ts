import type { ContainerTermination } from '../../types/container-termination.ts'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { ContainerID, TaskID, TaskStatus } from '../../types/mesos-v1.ts'
import { containerStatus } from './container-status.ts'
import { DIGEST_LABEL } from './pin-image.ts'

/**
 * What the docker executor says about its task. RUNNING carries the inspect answer, which frameworks read addresses
 * from; unlike Mesos, the values of the environment are taken out of it: they may be secrets. The digest that runs is in
 * a label of the status, as it is in one of the container.
 */
export function runningStatus (taskId: TaskID, containerId: ContainerID, details: ContainerDetails): TaskStatus {
  const config = details.raw['Config'] as { Env?: string[] | null }
  const names = (config.Env ?? []).map((entry) => entry.slice(0, entry.indexOf('=') + 1))
  const digest = details.labels[DIGEST_LABEL]
  const inspected = [{ ...details.raw, Config: { ...config, Env: names } }]
  return {
    taskId,
    state: 'TASK_RUNNING',
    data: Buffer.from(JSON.stringify(inspected)),
    containerStatus: containerStatus(containerId, details),
    ...(digest === undefined ? {} : { labels: { labels: [{ key: DIGEST_LABEL, value: digest }] } })
  }
}

export function terminalTaskStatus (taskId: TaskID, { state = 'TASK_FAILED', reason, message, limitation }: ContainerTermination): TaskStatus {
  return {
    taskId,
    state,
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(limitation === undefined ? {} : { limitation })
  }
}

/** A status that says where output is missing. */
export function withGaps (status: TaskStatus, gaps: string[]): TaskStatus {
  return gaps.length === 0 ? status : { ...status, message: `${status.message}; output is missing: ${gaps.join('; ')}` }
}

/** The words of an agent for a task that was killed before its executor had it. */
export function killedDuringLaunch (taskId: TaskID): TaskStatus {
  return {
    taskId,
    state: 'TASK_KILLED',
    reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
    message: 'Killed before delivery to the executor'
  }
}
