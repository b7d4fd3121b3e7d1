import type { CheckStatusInfo, CommandInfo, TaskInfo } from './mesos-v1.ts'

/** Where the checks of a task are done. */
export interface CheckPlace {
  /**
   * Looks for the process of this host in whose network the task is; it is known by its number and when it began, in clock ticks since boot.
   * Null: it cannot be seen from here, or not now. Left out: the task is in the host's own network.
   */
  process?: (() => { pid: number, startTime: number } | null) | undefined
  /** Runs a command where the task is and resolves with its exit code. An abort ends the command; it then rejects. */
  exec (command: CommandInfo, signal: AbortSignal): Promise<number>
}

/** What checks have found out so far: it goes with every status of a task that runs. */
export interface CheckMarks {
  healthy?: boolean
  checkStatus?: CheckStatusInfo
}

export interface ChecksOptions {
  task: TaskInfo
  /** The marks have changed: they are to be told. */
  changed: (reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED' | 'REASON_TASK_CHECK_STATUS_UPDATED') => void
  /** The task failed its health check too often: it is to be ended as a kill would. */
  failed: () => void
}

/** The checks of one task. */
export interface TaskChecks {
  readonly marks: CheckMarks
  /** It is being ended for its health. */
  readonly unhealthy: boolean
  /** The task runs. */
  start (place: CheckPlace): void
  /** Nothing is checked or told any more: the task is being killed, has ended, or is let go of. Idempotent. */
  stop (): void
}

/** Makes the checks of a task, none where it asks for none. */
export type ChecksFactory = (options: ChecksOptions) => TaskChecks
