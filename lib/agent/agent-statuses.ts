import type { ContainerTermination } from '../../types/container-termination.ts'
import type { FrameworkInfo, TaskID, TaskStatus } from '../../types/mesos-v1.ts'

// What the agent itself says of a task, where no containerizer speaks for it. Reasons and texts are the original's.

export function killedBeforeLaunch (taskId: TaskID): TaskStatus {
  return { taskId, state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH', message: 'Killed before delivery to the executor' }
}

export function unsupportedContainer (taskId: TaskID, names: string[]): TaskStatus {
  return {
    taskId,
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LAUNCH_FAILED',
    message: `None of the enabled containerizers (${names.join(', ')}) could create a container for the provided TaskInfo`
  }
}

export function launchFailed (taskId: TaskID, killed: boolean, error: Error): TaskStatus {
  return {
    taskId,
    state: killed ? 'TASK_KILLED' : 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LAUNCH_FAILED',
    message: `Failed to launch container: ${error.message}`
  }
}

/** The agent was gone between the record of a task and its container. */
export function neverStarted (taskId: TaskID, framework: FrameworkInfo): TaskStatus {
  const partitionAware = framework.capabilities?.some(({ type }) => type === 'PARTITION_AWARE') === true
  return {
    taskId,
    state: partitionAware ? 'TASK_GONE' : 'TASK_LOST',
    reason: 'REASON_EXECUTOR_TERMINATED',
    message: 'The agent was restarted before the container was started'
  }
}

/** The end of a container whose containerizer says nothing of tasks; null: it knew of no such container. */
export function containerEnded (taskId: TaskID, killed: boolean, termination: ContainerTermination | null): TaskStatus {
  return {
    taskId,
    state: killed ? 'TASK_KILLED' : termination?.state ?? 'TASK_FAILED',
    reason: termination?.reason ?? 'REASON_EXECUTOR_TERMINATED',
    message: termination?.message ?? 'Abnormal executor termination: unknown container'
  }
}
