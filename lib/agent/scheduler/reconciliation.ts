import type { Clock } from '../../../types/clock.ts'
import type { AgentID, TaskStatus } from '../../../types/mesos-v1.ts'
import type { AgentTask } from './agent-tasks.ts'
import type { Framework } from './framework.ts'
import { masterStatus } from './master-status.ts'

/** What we know of a task now: its newest state, without the data of the update that brought it. */
export function latestState (clock: Clock, framework: Framework, task: AgentTask): TaskStatus {
  const { info, latest } = task
  return {
    ...masterStatus(clock, framework, {
      taskId: info.taskId.value,
      state: latest?.state ?? 'TASK_STAGING',
      reason: 'REASON_RECONCILIATION',
      message: 'Reconciliation: Latest task state',
      agentId: info.agentId
    }),
    ...(latest?.healthy === undefined ? {} : { healthy: latest.healthy }),
    ...(latest?.checkStatus === undefined ? {} : { checkStatus: latest.checkStatus }),
    ...(latest?.containerStatus === undefined ? {} : { containerStatus: latest.containerStatus })
  }
}

/** The answer about a task that is not here: gone when it is said to have been on this agent, else unknown. */
export function unknownTask (clock: Clock, framework: Framework, taskId: string, agentId: AgentID | undefined, ourAgentId: string): TaskStatus {
  const wasHere = agentId?.value === ourAgentId
  return masterStatus(clock, framework, {
    taskId,
    state: wasHere ? 'TASK_GONE' : 'TASK_UNKNOWN',
    reason: 'REASON_RECONCILIATION',
    message: wasHere ? 'Reconciliation: Task is unknown to the agent' : 'Reconciliation: Task is unknown',
    agentId
  })
}
