import type { ContainerTermination } from '../../types/container-termination.ts'
import { exitMessage, rawStatus, startFailureExitCode } from './terminal-status.ts'

/** What the engine's words are about, the first that fits. They differ from version to version; these do not. A command may be named as anything. */
const kinds: Array<[RegExp, string]> = [
  [/exec: ".*": (stat .*: )?(executable file not found|no such file or directory)/i, 'the command does not exist in the image'],
  [/exec: ".*": (permission denied|not a directory|is a directory)|exec format error/i, 'the command cannot be executed'],
  [/no command specified/i, 'neither the task nor the image says what to run'],
  [/unable to find (user|group)/i, 'the user does not exist in the image'],
  [/port is already allocated|address already in use/i, 'a host port is taken'],
  [/network .*not found|no such network/i, 'a network does not exist'],
  [/mount|volume|bind source path/i, 'a volume cannot be mounted']
]

/**
 * What a failed create or start means for the task. Where the engine refused, the docker command would have exited with a
 * code of its own, and the docker executor of Mesos says that it did. Unlike there, why is said, too, and there is a
 * reason. The engine's own words are on the sandbox's stderr.
 */
export function startFailure (cause: Error): ContainerTermination {
  const failed = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' } as const

  if ((cause as { code?: string }).code !== 'CONTAINERIZER_ERR_ENGINE_REFUSED') {
    return { ...failed, message: `Failed to run docker container: ${cause.message}` }
  }
  const exitCode = startFailureExitCode(cause.message)
  const why = kinds.find(([words]) => words.test(cause.message))?.[1] ?? 'the engine refused it'
  return { ...failed, message: `${exitMessage(exitCode)}: ${why}`, status: rawStatus(exitCode) }
}
