import { randomBytes } from 'node:crypto'
import type { AgentID, ContainerID, ContainerStatus, TaskStatus } from '../../types/mesos-v1.ts'

export interface StatusOrigin {
  agentId: AgentID
  containerId: ContainerID
  /** Address of this host, for tasks which share its network. */
  ip: string
  nowMs: number
  source: 'SOURCE_EXECUTOR' | 'SOURCE_AGENT'
}

/** What an agent adds to a status before it sends it on. Timestamps are in seconds. */
export function completeStatus (status: TaskStatus, { agentId, containerId, ip, nowMs, source }: StatusOrigin): TaskStatus {
  const containerStatus: ContainerStatus = {
    ...status.containerStatus,
    containerId,
    networkInfos: status.containerStatus?.networkInfos ?? [{ ipAddresses: [{ protocol: ip.includes(':') ? 'IPv6' : 'IPv4', ipAddress: ip }] }]
  }
  return {
    ...status,
    source,
    agentId,
    executorId: { value: status.taskId.value },
    timestamp: nowMs / 1000,
    uuid: randomBytes(16),
    containerStatus
  }
}
