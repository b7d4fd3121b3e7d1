import type { ContainerTermination } from '../../types/container-termination.ts'
import type { ContainerID, TaskID, TaskInfo } from '../../types/mesos-v1.ts'
import type { DiskExcess } from '../../types/sandbox.ts'
import type { ProcessIdentity } from '../util/read-process.ts'

/** On disk before the command may begin: enough to find the processes again and to speak for them. */
export interface PosixRun {
  containerId: ContainerID
  directory: string
  /** Set for command tasks: statuses are reported. */
  taskId?: TaskID
  /** The checks it asks for. */
  asks?: Pick<TaskInfo, 'healthCheck' | 'check'>
  bootId: string
  /** Parent that never waits, so the ended leader stays as a zombie with its status. */
  keeper: ProcessIdentity
  /** The command itself, leader of its own session. */
  leader: ProcessIdentity
  /** False until the launch was reported a success. */
  started: boolean
  taskKillingState: boolean
  /** Milliseconds; the task's own policy already counted in. */
  gracePeriodMs: number
  /** A kill was asked for: when SIGKILL is due, in milliseconds of the clock. */
  killDeadline?: number
  /** When a task with `max_completion_time` is to be ended, in milliseconds of the clock. */
  completionDeadline?: number
  /** It was ended because that time was over. */
  expired?: boolean
  /** What its sandbox may take of the disk, in bytes. */
  diskQuotaBytes?: number
  /** It was ended because its sandbox took more. */
  excess?: DiskExcess
  termination?: ContainerTermination
}
