import type { AgentID, ContainerID, ExecutorInfo, FrameworkID, TaskInfo } from './mesos-v1.ts'

/** One container which the agent's own checkpoints say was alive: an executor's run, or a standalone container. */
export interface RecoveredRun {
  containerId: ContainerID
  /** Unset for a standalone container. */
  frameworkId?: FrameworkID
  /** Unset for a standalone container. */
  executorInfo?: ExecutorInfo
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
  /** Container ids of records which the agent has and cannot read: nobody may take these for unwanted. */
  unreadable?: string[]
}
