import type { ContainerStage } from '../../types/containerizer.ts'

/** The words of the original for an exit code; the engine gives 128+N for signals as the CLI does. */
export function exitMessage (exitCode: number): string {
  return `Container exited with status ${exitCode}`
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

/** wait(2)'s status word. The engine tells exit codes only, so a signal is the shell's 128+N in it. */
export function rawStatus (exitCode: number): number {
  return exitCode << 8
}

/** What became of a container that was destroyed, by the stage in which that found it. */
export const destroyedMessages: Record<Exclude<ContainerStage, 'DESTROYING'>, string> = {
  FETCHING: 'Container destroyed while fetching',
  PULLING: 'Container destroyed while pulling image',
  MOUNTING: 'Container destroyed while mounting volumes',
  RUNNING: 'Container killed'
}
