import type { DockerEngine } from '../../types/docker-engine.ts'
import { containerCalls } from './container-calls.ts'
import { execCalls } from './exec-calls.ts'
import { imageCalls } from './image-calls.ts'
import { streamCalls } from './stream-calls.ts'
import { systemCalls } from './system-calls.ts'
import { Transport } from './transport.ts'

/** The oldest API with everything we send; spoken by Docker since 19.03 and by Podman. */
export const DEFAULT_API_VERSION = '1.40'

/**
 * A client of the engine at the Unix socket; opens no connection by itself and looks at no environment. `ping` and
 * `version` work whatever versions the engine speaks, all else speaks `apiVersion` (`1.40`)
 * until `negotiate` has found that the engine does not.
 */
export function connectEngine (
  { socketPath, apiVersion = DEFAULT_API_VERSION }: { socketPath: string, apiVersion?: string }
): DockerEngine {
  const transport = new Transport(socketPath, apiVersion)
  return {
    ...systemCalls(transport),
    ...imageCalls(transport),
    ...containerCalls(transport),
    ...streamCalls(transport),
    ...execCalls(transport),
    close: () => transport.close()
  }
}
