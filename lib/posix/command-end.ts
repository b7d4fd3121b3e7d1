import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskState } from '../../types/mesos-v1.ts'
import { signalWords } from './signal-words.ts'

/** How the command ended, in the words of the original. Undefined status: nobody knows it. */
export function commandEnd (status: number | undefined, killed: boolean): ContainerTermination {
  if (status === undefined) {
    return { state: killed ? 'TASK_KILLED' : 'TASK_FAILED', message: 'Failed to get exit status of command: its process is gone' }
  }
  return { status, state: endState(status, killed), message: `Command ${statusWords(status)}` }
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
