import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { LogRequest } from '../../types/sandbox.ts'
import { awaitExit } from './await-exit.ts'
import type { EndEvidence } from './container-end.ts'
import { boot, cutOff } from './cut-off.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import type { OpenedLogs } from './output/capture-parts.ts'
import { logRequest } from './output/log-request.ts'
import { lostLogs } from './output/lost-logs.ts'
import { OutputCapture } from './output/output-capture.ts'
import { runLogs } from './run-logs.ts'

const INSPECT_MS = 5000
const RETRY_MS = 1000

export interface AdoptedContainer {
  details: ContainerDetails
  exit: Promise<Pick<EndEvidence, 'exitCode' | 'cutOff'>>
  output: OutputCapture
}

/** Takes up a container, and its output, where an earlier agent left it. Null: it vanished since it was listed. */
export async function adoptContainer (
  parts: DockerParts, run: DockerRun, engineId: string, detach: AbortSignal
): Promise<AdoptedContainer | null> {
  const details = await inspectPatiently(parts, engineId, detach)
  if (details === null) return null
  const request = logRequest(run)
  const source = { engineId, tty: details.tty, driver: details.logDriver }
  const output = new OutputCapture(parts, { request, source, logs: lostLogs(), open: () => openLogs(parts, run, request) })
  output.resume(details.state)
  return { details, output, exit: exitOf(parts, run, details, detach) }
}

/**
 * Its sandbox is its task's to spoil: what stands in place of the files, or is gone, must neither keep the agent from coming back
 * nor the end of the task from being told.
 */
async function openLogs (parts: DockerParts, run: DockerRun, request: LogRequest): Promise<OpenedLogs> {
  const { createSandbox, log } = parts
  try {
    await createSandbox(run.config.directory, run.config.user)
    return { logs: await runLogs(parts, run, request) }
  } catch (err) {
    log.error({ err, container: request.containerKey }, 'the files of a container to be taken back cannot be opened, what it writes is lost')
    return { logs: lostLogs(), missing: `the files could not be opened (${(err as Error).message})` }
  }
}

/** What is known already is not asked again: after a restart there are many containers. */
async function exitOf (
  { engine, clock, catchUp }: DockerParts, run: DockerRun, details: ContainerDetails, detach: AbortSignal
): AdoptedContainer['exit'] {
  const { id, state } = details
  const end = cutOff(run, details, boot())
  if (end.cutOff !== undefined) return { exitCode: null, ...end }
  if (!state.running) return { exitCode: state.exitCode }
  const armed = await catchUp.ask(detach, () => engine.wait(id, 'not-running', { signal: detach })).catch(() => null)
  return { exitCode: await awaitExit(engine, id, armed, clock, detach) }
}

/** One that the engine cannot show is asked for again: only itself has to wait. */
async function inspectPatiently ({ engine, clock, log }: DockerParts, engineId: string, detach: AbortSignal): Promise<ContainerDetails | null> {
  while (true) {
    try {
      return await engine.inspect(engineId, { signal: detach, timeoutMs: INSPECT_MS })
    } catch (err) {
      detach.throwIfAborted()
      log.warn({ err, container: engineId }, 'a container to be recovered cannot be looked at, it is tried again')
      await clock.sleep(RETRY_MS, detach)
    }
  }
}
