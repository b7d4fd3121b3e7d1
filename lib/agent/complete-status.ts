import type { AgentID, ContainerID, ContainerStatus, ExecutorID, TaskStatus } from '../../types/mesos-v1.ts'
import { uuidBytes } from '../util/uuid-bytes.ts'

export interface StatusOrigin {
  agentId: AgentID
  containerId: ContainerID
  /** Unset: a command task, whose executor has the task's id. */
  executorId?: ExecutorID
  /** Address of this host, for tasks which share its network. */
  ip: string
  nowMs: number
  source: 'SOURCE_EXECUTOR' | 'SOURCE_AGENT'
}

/** What an agent adds to a status before it sends it on; an executor's own time and uuid stay. Timestamps are in seconds. */
export function completeStatus (status: TaskStatus, { agentId, containerId, executorId, ip, nowMs, source }: StatusOrigin): TaskStatus {
  const containerStatus: ContainerStatus = {
    ...status.containerStatus,
    containerId,
    networkInfos: status.containerStatus?.networkInfos ?? [{ ipAddresses: [{ protocol: ip.includes(':') ? 'IPv6' : 'IPv4', ipAddress: ip }] }]
  }
  return {
    ...status,
    source,
    agentId,
    executorId: executorId ?? { value: status.taskId.value },
    timestamp: status.timestamp ?? nowMs / 1000,
    uuid: status.uuid ?? uuidBytes(),
    containerStatus
  }
}
