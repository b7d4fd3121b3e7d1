import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine, EngineVersion } from '../../../types/docker-engine.ts'
import { errors } from '../../errors.ts'

export const MINIMUM_API = '1.40'
const RETRY_MS = 500

export interface ReachRequest {
  socketPath: string
  /** Milliseconds to wait for an engine that does not answer yet; 0: one attempt. */
  waitMs: number
  clock: Clock
}

/** The engine's version, or CONTAINERIZER_ERR_ENGINE_UNREACHABLE / _TOO_OLD naming the socket, what was found and what is needed. */
export async function reachEngine (engine: DockerEngine, { socketPath, waitMs, clock }: ReachRequest): Promise<EngineVersion> {
  const deadline = clock.now() + waitMs
  while (true) {
    try {
      const version = await engine.version()
      if (newEnough(version.apiVersion)) return version
      throw new errors.CONTAINERIZER_ERR_ENGINE_TOO_OLD(
        `The Docker engine at ${socketPath} is version ${version.version} with API ${version.apiVersion}; API ${MINIMUM_API} or newer is needed`)
    } catch (cause) {
      if (clock.now() >= deadline || cause instanceof errors.CONTAINERIZER_ERR_ENGINE_TOO_OLD) throw cause
    }
    await clock.sleep(RETRY_MS)
  }
}

function newEnough (apiVersion: string): boolean {
  return apiVersion.localeCompare(MINIMUM_API, 'en', { numeric: true }) >= 0
}
