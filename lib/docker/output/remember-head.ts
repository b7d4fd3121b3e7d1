import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import type { LogAnchor } from './log-anchor.ts'

class Seen extends Error {}

/** Keeps the time of the first record of a container's log, so that it is known later whether that still begins there. */
export async function rememberHead (
  { engine, anchors }: { engine: DockerEngine, anchors: CheckpointStore<LogAnchor> }, engineId: string, containerKey: string, signal: AbortSignal
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
