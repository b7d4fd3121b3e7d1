import type { ContainerTermination } from '../../../types/container-termination.ts'
import type { FrameworkInfo, TaskID, TaskStatus, TaskStatusReason } from '../../../types/mesos-v1.ts'
import { durationText } from '../flags/duration-text.ts'
import { knownState } from '../scheduler/task-states.ts'
import type { PendingEnd } from './executor.ts'

// What the agent says of tasks of custom executors, in the original's words.

const partitionAware = ({ capabilities = [] }: FrameworkInfo) => capabilities.some(({ type }) => type === 'PARTITION_AWARE')

/** As far as its framework knows such states. */
function finer (state: 'TASK_DROPPED' | 'TASK_GONE', framework: FrameworkInfo, reason: TaskStatusReason, message: string): PendingEnd {
  return { state: knownState(state, partitionAware(framework)), reason, message }
}

/** It was sent to an executor that has not heard of it. */
export function droppedTask (taskId: TaskID, framework: FrameworkInfo): TaskStatus {
  return { taskId, ...finer('TASK_DROPPED', framework, 'REASON_AGENT_RESTARTED', 'Task launched during agent restart') }
}

/** Its executor ends already. */
export function terminatingExecutor (taskId: TaskID, framework: FrameworkInfo): TaskStatus {
  return { taskId, ...finer('TASK_GONE', framework, 'REASON_EXECUTOR_TERMINATED', 'Executor terminating') }
}

/** A command task would be given the executor that a framework has by its id. */
export function reusedExecutor (taskId: TaskID, framework: FrameworkInfo): TaskStatus {
  return { taskId, ...finer('TASK_DROPPED', framework, 'REASON_TASK_INVALID', 'Cannot reuse an already existing executor for a command task') }
}

/** It has never subscribed. */
export function notRegistered (ms: number): PendingEnd {
  return { state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT', message: `Executor did not register within ${durationText(ms)}` }
}

/** It has not subscribed again after a restart of the agent. */
export function notReregistered (framework: FrameworkInfo, ms: number): PendingEnd {
  return finer('TASK_GONE', framework, 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT', `Executor did not reregister within ${durationText(ms)}`)
}

export function updateFailed (framework: FrameworkInfo, error: Error): PendingEnd {
  return finer('TASK_GONE', framework, 'REASON_CONTAINER_UPDATE_FAILED', `Failed to update resources for container: ${error.message}`)
}

/**
 * The end of a task whose executor has ended; null: nobody knows how. A state without a reason is that of a command: an
 * executor that leaves tasks behind has failed them, whatever its exit code.
 */
export function executorEnded (taskId: TaskID, pending: PendingEnd | undefined, termination: ContainerTermination | null): TaskStatus {
  const last = termination === null ? 'Abnormal executor termination: unknown container' : termination.message
  return {
    taskId,
    state: (termination?.reason === undefined ? undefined : termination.state) ?? pending?.state ?? 'TASK_FAILED',
    reason: termination?.reason ?? pending?.reason ?? 'REASON_EXECUTOR_TERMINATED',
    message: [pending?.message, last].filter(text => text !== undefined && text !== '').join('; ') || 'Executor terminated',
    ...(termination?.limitation === undefined ? {} : { limitation: termination.limitation })
  }
}
