import { exitMessage, rawStatus, startFailureExitCode } from './terminal-status.ts'

export interface StartFailure {
  message: string
  /** Set when the engine answered: the docker CLI would then have exited with a code of its own. */
  status: { status?: number }
}

/** What a failed create or start means for the task, in the words which the docker executor of Mesos has for it. */
export function startFailure (cause: Error): StartFailure {
  if ((cause as { code?: string }).code !== 'CONTAINERIZER_ERR_ENGINE_REFUSED') {
    return { message: `Failed to run docker container: ${cause.message}`, status: {} }
  }
  const exitCode = startFailureExitCode(cause.message)
  return { message: exitMessage(exitCode), status: { status: rawStatus(exitCode) } }
}
