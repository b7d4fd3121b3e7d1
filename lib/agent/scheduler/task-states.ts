import type { TaskState } from '../../../types/mesos-v1.ts'

const ALIVE = new Set<TaskState>(['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE', 'TASK_UNKNOWN'])

/** After a terminal state nothing more is heard of a task. */
export function isTerminal (state: TaskState): boolean {
  return !ALIVE.has(state)
}

/** Frameworks without PARTITION_AWARE know only TASK_LOST for the finer states. */
export function knownState (state: TaskState, partitionAware: boolean): TaskState {
  const finer = ['TASK_DROPPED', 'TASK_GONE', 'TASK_UNKNOWN'].includes(state)
  return finer && !partitionAware ? 'TASK_LOST' : state
}
