import type { LogRequest, SandboxLogs } from '../../types/sandbox.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'

/**
 * Where the output of a run's container goes. The files of a task that an executor runs are made here, where its user is known, and are the
 * executor's to write; what that says itself is for the agent's log. How much of it is there the record of the run tells the next agent.
 */
export async function runLogs (
  { logger, log, runs }: Pick<DockerParts, 'logger' | 'log' | 'runs'>, run: DockerRun, request: LogRequest
): Promise<SandboxLogs> {
  const logs = await logger.open(request)
  if (run.taskName === undefined) return logs
  const { containerKey: container } = request
  const position = run.said = { stdout: 0, stderr: 0, ...run.said }
  let kept: Promise<void> | undefined
  return {
    position,
    write (stream, data) {
      log.warn({ container, said: data.toString().trimEnd() }, 'an executor speaks')
      position[stream] += data.length
      kept = runs.write(container, run).catch((err: unknown) => log.warn({ err, container }, 'what an executor said will be said again'))
      return kept
    },
    note: (line) => logs.note(line),
    async end () {
      await kept
      await logs.end()
    }
  }
}
