import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine, EngineVersion } from '../../../types/docker-engine.ts'
import type { Log } from '../../../types/log.ts'
import { olderApi } from '../../engine/spoken-version.ts'
import { errors } from '../../errors.ts'

export const MINIMUM_API = '1.40'
const RETRY_MS = 500
/** An engine that takes the call and does not answer is asked again, too. */
const ATTEMPT_MS = 10_000

export interface ReachRequest {
  socketPath: string
  /** Milliseconds to wait for an engine that does not answer yet; 0: one attempt. */
  waitMs: number
  clock: Clock
  log: Log
}

/** The engine's version, or CONTAINERIZER_ERR_ENGINE_UNREACHABLE / _TOO_OLD naming the socket, what was found and what is needed. */
export async function reachEngine (engine: DockerEngine, request: ReachRequest): Promise<EngineVersion> {
  const { version, apiVersion, ...more } = await answer(engine, request)
  if (olderApi(apiVersion, MINIMUM_API)) {
    throw new errors.CONTAINERIZER_ERR_ENGINE_TOO_OLD(
      `The Docker engine at ${request.socketPath} is version ${version} with API ${apiVersion}; API ${MINIMUM_API} or newer is needed`)
  }
  return { version, apiVersion, ...more }
}

async function answer (engine: DockerEngine, { socketPath, waitMs, clock, log }: ReachRequest): Promise<EngineVersion> {
  const deadline = clock.now() + waitMs
  let waiting = false
  while (true) {
    try {
      const version = await engine.negotiate({ timeoutMs: ATTEMPT_MS })
      if (typeof version.apiVersion === 'string') return version
      throw new TypeError('what answers there is no Docker engine')
    } catch (cause) {
      if (clock.now() >= deadline) throw unreachable(socketPath, cause as Error)
      if (!waiting) log.warn({ err: cause, waitMs }, `waiting for the Docker engine at ${socketPath}`)
      waiting = true
    }
    await clock.sleep(RETRY_MS)
  }
}

/** An engine that cannot be reached has named its socket already; one that refuses or is late has not. */
function unreachable (socketPath: string, cause: Error): Error {
  if (cause instanceof errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE) return cause
  return new errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE(`The Docker engine at ${socketPath} gives no version: ${cause.message}`, { cause })
}
