import type { ContainerStats, DockerEngine } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'

/**
 * Gives a running container new limits and reads them back. Rejects with CONTAINERIZER_ERR_UPDATE_FAILED when it could not;
 * then those of before hold: the engine takes all of them or none. One that is gone needs none.
 */
export async function updateContainer (engine: DockerEngine, engineId: string, wanted: Record<string, unknown>): Promise<void> {
  if (Object.keys(wanted).length === 0) return
  const stats = await engine.stats(engineId)
  if (stats === null) return
  // With cgroups of version 2 the kernel would rather kill the container than refuse.
  const held = heldBytes(stats)
  if (held > Number(wanted['Memory'] ?? Infinity)) throw failed(engineId, `a memory limit of ${String(wanted['Memory'])} bytes is below the ${held} bytes in use`)
  await engine.update(engineId, wanted).catch((cause: Error) => { throw failed(engineId, cause.message, { cause }) })
  const details = await engine.inspect(engineId)
  if (details === null) return
  const actual = details.raw['HostConfig'] as Record<string, unknown>
  const wrong = Object.keys(wanted).find((key) => actual[key] !== wanted[key])
  if (wrong !== undefined) throw failed(engineId, `the engine keeps ${wrong} at ${String(actual[wrong])} instead of ${String(wanted[wrong])}`)
}

/** What no reclaim gives back; with cgroups of version 1 the engine tells only a part, and the kernel refuses by itself. */
function heldBytes ({ memoryStats: memory }: ContainerStats): number {
  return (memory['total_rss'] ?? memory['anon'] ?? 0) + (memory['shmem'] ?? 0)
}

function failed (engineId: string, why: string, options?: ErrorOptions): Error {
  return new errors.CONTAINERIZER_ERR_UPDATE_FAILED(`Container ${engineId} keeps its limits: ${why}`, options)
}
