import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskState } from '../../types/mesos-v1.ts'
import { signalWords } from './signal-words.ts'

/**
 * How the command ended, in the words of the original. Undefined status: nobody knows it. `expired`: it was ended because
 * its `max_completion_time` was over.
 */
export function commandEnd (status: number | undefined, killed: boolean, expired = false): ContainerTermination {
  const end = status === undefined
    ? { state: endState(1, killed), message: 'Failed to get exit status of command: its process is gone' }
    : { status, state: endState(status, killed), message: `Command ${statusWords(status)}` }
  return expired ? { ...end, state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' } : end
}

/** A kill that was asked for makes the end TASK_KILLED, also for exit code 0. */
function endState (status: number, killed: boolean): TaskState {
  if (killed) return 'TASK_KILLED'
  return status === 0 ? 'TASK_FINISHED' : 'TASK_FAILED'
}

function statusWords (status: number): string {
  const signal = status & 0x7f
  if (signal === 0) return `exited with status ${status >> 8}`
  return `terminated with signal ${signalWords(signal)}${(status & 0x80) === 0 ? '' : ' (core dumped)'}`
}
