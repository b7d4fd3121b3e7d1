import type { AgentID, ContainerID, ExecutorInfo, FrameworkID, TaskInfo } from './mesos-v1.ts'

/** One executor run which the agent's own checkpoints say was alive. */
export interface RecoveredRun {
  containerId: ContainerID
  frameworkId: FrameworkID
  executorInfo: ExecutorInfo
  /** Set for command tasks. */
  taskInfo?: TaskInfo
  /** Absolute host path of the sandbox. */
  directory: string
}

/** What the agent remembers when it comes back; null instead of it: a fresh agent. */
export interface AgentState {
  agentId: AgentID
  /** The host was booted since: no process of before can be alive. */
  rebooted: boolean
  runs: RecoveredRun[]
}
