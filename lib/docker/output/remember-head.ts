import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import type { Log } from '../../../types/log.ts'
import type { LogAnchor } from './log-anchor.ts'

class Seen extends Error {}

interface HeadParts { engine: DockerEngine, anchors: CheckpointStore<LogAnchor>, log: Log }

/** Keeps the time of the first record of a container's log, so that it is known later whether that still begins there. What fails is logged. */
export async function rememberHead (parts: HeadParts, engineId: string, containerKey: string, signal: AbortSignal): Promise<void> {
  await remember(parts, engineId, containerKey, signal).catch((err: unknown) => {
    parts.log.debug({ err, container: engineId }, 'the beginning of the log was not remembered')
  })
}

async function remember (
  { engine, anchors }: HeadParts, engineId: string, containerKey: string, signal: AbortSignal
): Promise<void> {
  let head: string | undefined
  await engine.logs(engineId, {
    write (_stream, _data, at) {
      head = at
      throw new Seen()
    }
  }, { signal }).catch((error: unknown) => {
    if (!(error instanceof Seen)) throw error
  })
  const anchor = await anchors.read(containerKey) ?? { since: 0, base: { stdout: 0, stderr: 0 } }
  // The reading of a log knows more than we do.
  if (head !== undefined && anchor.since === 0 && anchor.head === undefined) await anchors.write(containerKey, { ...anchor, head })
}
