import type { TaskState } from '../../types/mesos-v1.ts'

/** The words of the original for an exit code; the engine gives 128+N for signals as the CLI does. */
export function exitMessage (exitCode: number): string {
  return `Container exited with status ${exitCode}`
}

/** A kill that was asked for makes the end TASK_KILLED, also for exit code 0. */
export function terminalState (exitCode: number, killed: boolean): TaskState {
  if (killed) return 'TASK_KILLED'
  return exitCode === 0 ? 'TASK_FINISHED' : 'TASK_FAILED'
}

/**
 * What `docker run` would exit with when the engine refused to start the container:
 * 127 command not found, 126 command cannot be invoked, 125 anything else.
 */
export function startFailureExitCode (engineMessage: string): number {
  if (/executable file not found|no such file or directory|system cannot find the file/i.test(engineMessage)) return 127
  if (/permission denied|not a directory|is a directory|exec format error/i.test(engineMessage)) return 126
  return 125
}
