import type { OutputSink } from '../../types/docker-engine.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { unlessAborted } from '../util/unless-aborted.ts'
import { listProcesses } from '../util/read-process.ts'
import type { DockerParts } from './docker-parts.ts'
import { killDirectly } from './init-process.ts'

const quiet: OutputSink = { write: () => undefined }

/** How often, and how far apart, one that has no process yet is looked at: an engine with much to do takes seconds to start it. */
const LOOKS = 100
const PAUSE_MS = 100

type ExecParts = Pick<DockerParts, 'engine' | 'clock'>

/**
 * Runs a command beside the container's own and resolves with its exit code. An abort kills it inside the container, with whatever it
 * started (unlike Mesos, which ends its own client and leaves the command running), and rejects with the reason.
 */
export async function execInContainer (
  parts: ExecParts, id: string, { shell = true, value = '', arguments: args = [], environment, user }: CommandInfo, signal: AbortSignal, sink = quiet
): Promise<number> {
  const { engine } = parts
  const env = environment?.variables?.map(({ name, value = '' }) => `${name}=${value}`)
  const execId = await engine.execCreate(id, {
    cmd: shell ? ['/bin/sh', '-c', value] : [value, ...args],
    ...(env === undefined ? {} : { env }),
    ...(user === undefined ? {} : { user })
  }, { signal })
  const attachment = await engine.execStart(execId, sink, { signal })
  try {
    await unlessAborted(attachment.done, signal)
  } catch (error) {
    if (signal.aborted) await kill(parts, execId)
    attachment.close()
    throw error
  }
  const { exitCode = null } = await engine.execInspect(execId) ?? {}
  if (exitCode === null) throw new errors.CONTAINERIZER_ERR_ENGINE_REFUSED('The engine does not tell how a command in a container ended')
  return exitCode
}

/** The engine has no word for it: the command leads a session of its own, and that is ended. */
async function kill (parts: ExecParts, execId: string): Promise<void> {
  const leader = await leaderOf(parts, execId)
  for (const found of leader === 0 ? [] : listProcesses()) {
    if (found.session === leader) killDirectly(found, 'SIGKILL')
  }
}

/** Its process. 0: it has ended, or nobody knows. The engine takes the stream before it makes the process. */
async function leaderOf ({ engine, clock }: ExecParts, execId: string): Promise<number> {
  for (let look = 0; look < LOOKS; look++) {
    const details = await engine.execInspect(execId).catch(() => null)
    if (details === null || details.exitCode !== null) return 0
    if (details.pid !== 0) return details.pid
    await clock.sleep(PAUSE_MS)
  }
  return 0
}
