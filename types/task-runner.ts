import type { AgentInfo, ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskID, TaskInfo, TaskStatus } from './mesos-v1.ts'

/** Resolves when the status is kept. */
export type RunnerStatusListener = (frameworkId: FrameworkID, status: TaskStatus) => void | Promise<void>

export interface ExecutorListener {
  message (frameworkId: FrameworkID, executorId: ExecutorID, data: Uint8Array): void
  /** Its container has ended, and its tasks were spoken for. `status` is wait(2)'s where it is known. */
  ended (frameworkId: FrameworkID, executorId: ExecutorID, status: number | undefined): void
}

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

  /** Begins the task, in its own executor where it has one. Never throws: what goes wrong is a terminal status. `framework.id` is set. */
  launch (framework: FrameworkInfo, task: TaskInfo): void

  /** Gives the tasks to their executor together; each has that executor in it. Never throws. */
  launchGroup (framework: FrameworkInfo, tasks: TaskInfo[]): void

  /** Asks the task to end. False: no such task here, nothing happens. */
  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean

  /** Whether this task runs (or is starting, or ending) here. */
  has (frameworkId: FrameworkID, taskId: TaskID): boolean

  /** The custom executors here, until their containers have ended; each with its framework's id. */
  executors (): ExecutorInfo[]

  /** What custom executors say to their frameworks, and when they are gone. */
  onExecutor (listener: ExecutorListener): () => void

  /** A framework's word to its executor. Where nobody listens it is lost: false. */
  message (frameworkId: FrameworkID, executorId: ExecutorID, data: Uint8Array): boolean

  /** Asks the executor to end, and ends it after its grace. False: no such custom executor here. */
  shutdown (frameworkId: FrameworkID, executorId: ExecutorID): boolean
}
