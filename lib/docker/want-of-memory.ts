import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { EndEvidence } from './container-end.ts'
import type { DockerParts } from './docker-parts.ts'

const TRIES = 3
const RETRY_MS = 1000
const LIMIT_MS = 5000

/**
 * Whether the kernel killed a process of the ended container for want of memory, the main one or a child: the engine
 * counts both. Asked only where it explains an end, so that tasks which fare well cost nothing. An engine that does
 * not answer leaves it open.
 */
export async function wantOfMemory (
  { engine, clock }: Pick<DockerParts, 'engine' | 'clock'>, engineId: string, { exitCode, stop }: Pick<EndEvidence, 'exitCode' | 'stop'>, signal: AbortSignal
): Promise<Pick<EndEvidence, 'memoryLimitBytes'>> {
  if (exitCode === null || exitCode === 0 || stop !== null) return {}
  let details: ContainerDetails | null | undefined
  for (let tries = 1; details === undefined && tries <= TRIES; tries++) {
    if (tries > 1) await clock.sleep(RETRY_MS, signal)
    details = await engine.inspect(engineId, { signal, timeoutMs: LIMIT_MS }).catch(() => undefined)
  }
  return details?.state.oomKilled === true ? { memoryLimitBytes: details.memoryBytes } : {}
}
