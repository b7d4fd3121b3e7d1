import type { ContainerDetails } from '../../types/docker-engine.ts'
import { containerKey } from '../util/container-key.ts'
import { awaitExit } from './await-exit.ts'
import { cursorOfFiles } from './catch-up.ts'
import type { EndEvidence } from './container-end.ts'
import { boot, cutOff } from './cut-off.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import type { Output } from './finish-output.ts'
import { followOutput } from './follow-output.ts'

const INSPECT_MS = 5000
const RETRY_MS = 1000

export interface AdoptedContainer {
  details: ContainerDetails
  exit: Promise<Pick<EndEvidence, 'exitCode' | 'cutOff'>>
  output: Output
}

/**
 * Takes up a container where an earlier agent left it. Its output comes from the engine's own log, from the length of
 * the sandbox files on: a stream attached now could not tell what was missed. Null: it vanished since it was listed.
 */
export async function adoptContainer (
  parts: DockerParts, run: DockerRun, engineId: string, detach: AbortSignal
): Promise<AdoptedContainer | null> {
  const { logger } = parts
  const { directory, user } = run.config
  const details = await inspectPatiently(parts, engineId, detach)
  if (details === null) return null
  // Somebody may have removed it meanwhile: that must not keep the agent from coming back.
  await parts.createSandbox(directory, user)
  const logs = await logger.open({
    containerKey: containerKey(run.containerId), directory, ...(user === undefined ? {} : { user })
  })
  const output: Output = { logs, cursor: await cursorOfFiles(directory), tty: details.tty, attachment: null }
  const exit = exitOf(parts, run, details, detach)
  const ended = new AbortController()
  const following = followOutput(parts, engineId, output, ended.signal)
  const settle = async (): Promise<void> => { ended.abort(); await following }
  return { details, output, exit: exit.finally(settle) }
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
