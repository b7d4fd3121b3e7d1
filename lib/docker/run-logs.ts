import type { LogRequest, SandboxLogs } from '../../types/sandbox.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { lostLogs } from './output/lost-logs.ts'

/**
 * Where the output of a run's container goes. The files of a task that an executor runs are made here, where its user is known, and are the
 * executor's to write; what that says itself is for the agent's log.
 */
export async function runLogs ({ logger, log }: Pick<DockerParts, 'logger' | 'log'>, { taskName }: Pick<DockerRun, 'taskName'>, request: LogRequest): Promise<SandboxLogs> {
  const logs = await logger.open(request)
  if (taskName === undefined) return logs
  const lost = lostLogs()
  return {
    position: lost.position,
    write (stream, data) {
      log.warn({ container: request.containerKey, said: data.toString().trimEnd() }, 'an executor speaks')
      return lost.write(stream, data)
    },
    note: (line) => logs.note(line),
    end: () => logs.end()
  }
}
