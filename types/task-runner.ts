import type { AgentInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskID, TaskInfo, TaskStatus } from './mesos-v1.ts'

/** Resolves when the status is kept. */
export type RunnerStatusListener = (frameworkId: FrameworkID, status: TaskStatus) => void | Promise<void>

/**
 * The agent's hands: runs tasks on this machine and speaks about them through statuses. Whoever serves frameworks
 * (the local scheduler API, later a master) stands on the other side.
 */
export interface TaskRunner {
  /** With id, hostname, port, resources and attributes. Known once the agent has recovered. */
  readonly agentInfo: AgentInfo

  /**
   * Statuses of every task in the order in which they came about for one task; `uuid`, `timestamp`, `agentId`,
   * `executorId`, `source` and `containerStatus.containerId` are set. After a recovery the last one may come again under another uuid.
   * The promise of a listener is awaited for a terminal status, before anything goes that could tell of the end again.
   */
  onStatus (listener: RunnerStatusListener): () => void

  /** Begins the task. Never throws: what goes wrong is a terminal status. `framework.id` is set. */
  launch (framework: FrameworkInfo, task: TaskInfo): void

  /** Asks the task to end. False: no such task here, nothing happens. */
  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean

  /** Whether this task runs (or is starting, or ending) here. */
  has (frameworkId: FrameworkID, taskId: TaskID): boolean
}
