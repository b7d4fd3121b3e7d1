import type { ContainerDetails } from '../../types/docker-engine.ts'
import { awaitExit } from './await-exit.ts'
import type { EndEvidence } from './container-end.ts'
import { boot, cutOff } from './cut-off.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { logRequest } from './output/log-request.ts'
import { OutputCapture } from './output/output-capture.ts'

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
  const { logger } = parts
  const { directory, user } = run.config
  const details = await inspectPatiently(parts, engineId, detach)
  if (details === null) return null
  // Somebody may have removed it meanwhile: that must not keep the agent from coming back.
  await parts.createSandbox(directory, user)
  const request = logRequest(run)
  const output = new OutputCapture(parts, { request, source: { engineId, tty: details.tty, driver: details.logDriver }, logs: await logger.open(request) })
  output.resume(details.state)
  return { details, output, exit: exitOf(parts, run, details, detach) }
}

/** What is known already is not asked again: after a restart there are many containers. */
async function exitOf (
  { engine, clock }: DockerParts, run: DockerRun, details: ContainerDetails, detach: AbortSignal
): AdoptedContainer['exit'] {
  const { id, state } = details
  const end = cutOff(run, details, boot())
  if (end.cutOff !== undefined) return { exitCode: null, ...end }
  if (!state.running) return { exitCode: state.exitCode }
  const armed = await engine.wait(id, 'not-running', { signal: detach }).catch(() => null)
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
