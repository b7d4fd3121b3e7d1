import type { ContainerTermination } from '../../types/container-termination.ts'
import type { ContainerStage } from '../../types/containerizer.ts'
import type { TaskID, TaskStatus } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import type { StopCause } from './docker-run.ts'
import { startFailure } from './start-failure.ts'
import { killedDuringLaunch, terminalTaskStatus } from './task-statuses.ts'
import { destroyedMessages } from './terminal-status.ts'

export interface LaunchFailure {
  /** What the task is told; null: whoever asked for the launch speaks for it. */
  status: TaskStatus | null
  termination: ContainerTermination
  /** What the launch rejects with; null: the task has been spoken for. */
  error: Error | null
}

/** What a launch that came to nothing in that stage means for the task, for whoever waits and for whoever asked. */
export function launchFailure (
  cause: Error, { stage, stop, taskId }: { stage: Exclude<ContainerStage, 'DESTROYING'>, stop: StopCause | null, taskId: TaskID | undefined }
): LaunchFailure {
  const isKilled = stop === 'KILL'
  const refused = stage === 'MOUNTING' && stop === null ? startFailure(cause) : null
  if (refused !== null && taskId !== undefined) {
    return { status: terminalTaskStatus(taskId, refused), termination: { ...refused, message: 'Container terminated' }, error: null }
  }
  const message = stop === null ? cause.message : destroyedMessages[stage]
  return {
    status: isKilled && taskId !== undefined ? killedDuringLaunch(taskId) : null,
    termination: {
      message,
      state: isKilled ? 'TASK_KILLED' : 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      ...(refused?.status === undefined ? {} : { status: refused.status })
    },
    error: stop === null
      ? refused === null ? cause : new errors.CONTAINERIZER_ERR_LAUNCH_FAILED(refused.message, { cause })
      : new errors.CONTAINERIZER_ERR_CONTAINER_DESTROYED(message, { cause })
  }
}
