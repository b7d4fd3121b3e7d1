import type { LogRequest } from '../../../types/sandbox.ts'
import { containerKey } from '../../util/container-key.ts'
import type { DockerRun } from '../docker-run.ts'

/** What a logger is told of a container, the same after a restart as before. */
export function logRequest ({ containerId, config: { directory, user, commandInfo } }: DockerRun): LogRequest {
  return { containerKey: containerKey(containerId), directory, commandInfo, ...(user === undefined ? {} : { user }) }
}
