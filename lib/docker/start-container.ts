import type { CreateBody, PendingExit } from '../../types/docker-engine.ts'
import { secretUses } from '../run-options/secret-uses.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { ownConfig } from './executed-run.ts'
import { firstNetwork } from './first-network.ts'
import { judgeCreated } from './judge-created.ts'
import { makeMountPoints } from './make-mount-points.ts'
import { logRequest } from './output/log-request.ts'
import { OutputCapture } from './output/output-capture.ts'
import { platformOf } from './platform-of.ts'
import { provideSecrets } from './provide-secrets.ts'
import { removeContainer } from './remove-container.ts'
import { runLogs } from './run-logs.ts'

/** A started container and everything that was armed before its start. */
export interface StartedContainer {
  engineId: string
  output: OutputCapture
  exit: PendingExit
}

/**
 * Intent to disk, create, join the other networks, listen, start. When it rejects there is no container and no open file; the record stays
 * until the caller has told of the failure. The engine's own words are on the sandbox's stderr as the docker CLI would
 * have left them there.
 */
export async function startContainer (
  parts: DockerParts, run: DockerRun, body: CreateBody, abort: AbortSignal, detach: AbortSignal
): Promise<StartedContainer> {
  const { secretFiles, log } = parts
  try {
    return await start(parts, run, body, abort, detach)
  } finally {
    // From here on the mounts of a running container alone keep its files.
    if (secretUses(ownConfig(run)).some((use) => 'file' in use)) {
      await secretFiles.remove(run.name).catch((err: unknown) => log.error({ err, container: containerKey(run.containerId) }, 'files of secrets were not removed'))
    }
  }
}

async function start (parts: DockerParts, run: DockerRun, body: CreateBody, abort: AbortSignal, detach: AbortSignal): Promise<StartedContainer> {
  const { engine, runs, log } = parts
  const key = containerKey(run.containerId)
  const request = logRequest(run)
  const logs = await runLogs(parts, run, request)
  const unwritten = (err: unknown): void => log.warn({ err, container: key }, 'the end of the output could not be written')
  let asked = false
  let created = false
  let output: OutputCapture | undefined
  let arming: Promise<PendingExit> | undefined
  try {
    await runs.write(key, run)
    abort.throwIfAborted()
    await makeMountPoints(parts, run, body)
    const { body: first, others } = firstNetwork(await provideSecrets(parts, { ...run, config: ownConfig(run) }, body, abort))
    const platform = platformOf(ownConfig(run))
    asked = true
    const { id: engineId, warnings } = await engine.create(run.name, first, platform === undefined ? {} : { platform })
    created = true
    // Not for the sandbox: its files hold what the container wrote, so that their length tells how far that was read.
    for (const warning of warnings) log.warn({ container: key }, `the engine warns: ${warning}`)
    for (const [network, endpoint] of others) await engine.connectNetwork(network, engineId, endpoint)
    abort.throwIfAborted()
    output = new OutputCapture(parts, { request, source: { engineId, tty: body.Tty === true, driver: body.HostConfig.LogConfig?.Type ?? 'local' }, logs })
    arming = engine.wait(engineId, 'next-exit')
    const [exit] = await Promise.all([arming, output.attach()])
    await judgeCreated(parts, run, engineId, body)
    abort.throwIfAborted()
    await engine.start(engineId)
    await sizeTerminal(parts, engineId, body)
    output.started(exit)
    return { engineId, output, exit }
  } catch (cause) {
    await output?.detach()
    await arming?.then((exit) => exit.abandon(), () => {})
    if (!abort.aborted) await logs.note(lineOf(cause as Error & { code?: string })).catch(unwritten)
    await logs.end().catch(unwritten)
    // A create which the engine refused made nothing, and what has the name already is not ours. One without an answer may have.
    if (created || (asked && !('engineStatus' in (cause as Error)))) await removeContainer(parts, run.name, detach)
    throw cause
  }
}

/** Linux engines before API 1.42 do not heed the size in the body. What has ended at once needs none. */
async function sizeTerminal ({ engine, log }: DockerParts, engineId: string, { HostConfig }: CreateBody): Promise<void> {
  const [rows, columns] = HostConfig['ConsoleSize'] as [number, number] | undefined ?? []
  if (rows === undefined || columns === undefined) return
  await engine.resize(engineId, { rows, columns }).catch((err: unknown) => log.warn({ err, container: engineId }, 'the terminal could not be given its size'))
}

/** The engine's words as the docker CLI would have left them there; what we refused ourselves is said plainly. */
function lineOf ({ code, message }: Error & { code?: string }): string {
  const text = message.replace(/\.$/, '')
  return /^CONTAINERIZER_ERR_(?!ENGINE)/.test(String(code)) ? `docker: ${text}.` : `docker: Error response from daemon: ${text}.`
}
