import type { Clock } from '../../../types/clock.ts'
import type { AgentID, TaskState, TaskStatus, TaskStatusReason } from '../../../types/mesos-v1.ts'
import type { Framework } from './framework.ts'
import { knownState } from './task-states.ts'

export interface MasterStatus {
  taskId: string
  state: TaskState
  reason: TaskStatusReason
  message: string
  agentId?: AgentID | undefined
}

/** A status that we speak ourselves: without uuid, so said once and not to be acknowledged. */
export function masterStatus (clock: Clock, framework: Framework, { taskId, state, reason, message, agentId }: MasterStatus): TaskStatus {
  return {
    taskId: { value: taskId },
    state: knownState(state, framework.can('PARTITION_AWARE')),
    message,
    source: 'SOURCE_MASTER',
    reason,
    ...(agentId === undefined ? {} : { agentId }),
    timestamp: clock.now() / 1000
  }
}
