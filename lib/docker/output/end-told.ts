import type { DockerEngine } from '../../../types/docker-engine.ts'
import { unlessAborted } from '../../util/unless-aborted.ts'

/**
 * Where the engine says that the container has ended: resolves when that is told. To attach to it again is in vain, an engine never ends
 * the stream of a container that had ended before. Runs it still, or does the engine not answer, this resolves at once.
 */
export async function endTold (engine: Pick<DockerEngine, 'inspect'>, engineId: string, told: Promise<void>, signal: AbortSignal): Promise<void> {
  const runs = await engine.inspect(engineId, { signal }).then((details) => details?.state.running === true, () => true)
  if (!runs) await unlessAborted(told, signal)
}
