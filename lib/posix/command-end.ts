import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskState } from '../../types/mesos-v1.ts'
import { diskExcess } from '../sandbox/disk-excess.ts'
import type { PosixRun } from './posix-run.ts'
import { signalWords } from './signal-words.ts'

/** How the command ended, in the words of the original. Undefined status: nobody knows it. It may have been ended for its time or its disk. */
export function commandEnd (status: number | undefined, killed: boolean, { expired = false, excess }: Pick<PosixRun, 'expired' | 'excess'> = {}): ContainerTermination {
  const end = status === undefined
    ? { state: endState(1, killed), message: 'Failed to get exit status of command: its process is gone' }
    : { status, state: endState(status, killed), message: `Command ${statusWords(status)}` }
  if (excess !== undefined) return { ...end, ...diskExcess(excess) }
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
