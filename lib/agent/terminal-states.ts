import type { TaskState } from '../../types/mesos-v1.ts'

const terminal: ReadonlySet<TaskState> = new Set<TaskState>([
  'TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_ERROR', 'TASK_LOST', 'TASK_DROPPED', 'TASK_GONE'
])

/** No status follows a terminal one. */
export function isTerminal (state: TaskState): boolean {
  return terminal.has(state)
}
