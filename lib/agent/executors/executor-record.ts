import type { ContainerID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskInfo, TaskState } from '../../../types/mesos-v1.ts'

/** A task of a custom executor that has not ended. */
export interface ExecutorTask {
  info: TaskInfo
  /** Tasks with the same one go to the executor together. */
  group?: string
  /** It was given to the executor, or nobody can say that it was not. */
  sent: boolean
  /** The newest that the executor said. */
  state?: TaskState
  /** Updates that were taken, as hex: an executor repeats what it does not know to be acknowledged. */
  taken: string[]
  /** It is to be killed, and its executor was not there to hear it. */
  unheardKill?: { killPolicy?: KillPolicy }
}

/** What is remembered of an executor until its container has ended. Key of the record: the container's. */
export interface ExecutorRecord {
  containerId: ContainerID
  /** With its id. */
  framework: FrameworkInfo
  /** With its framework's id. */
  executor: ExecutorInfo
  /** The agent has made it for a command task. */
  generated?: true
  /** Absolute host path of the sandbox. */
  directory: string
  /** It has subscribed at some time. */
  subscribed: boolean
  /** Some task was sent to it, at whatever time. */
  everSent: boolean
  tasks: ExecutorTask[]
}

export function frameworkIdOf ({ framework }: Pick<ExecutorRecord, 'framework'>): FrameworkID {
  return framework.id as FrameworkID
}
