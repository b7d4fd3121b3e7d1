import { join } from 'node:path'
import type { ContainerLogger, LogRequest, SandboxLogs } from '../../types/sandbox.ts'
import { openLogFile } from './open-log-file.ts'
import { openLogs } from './open-logs.ts'

/**
 * Appends a container's output to `stdout` and `stderr` of its sandbox (0644, owned by the user where given), as
 * Mesos' own sandbox logger does. Opening rejects with CONTAINERIZER_ERR_SANDBOX_FAILED and leaves nothing open.
 */
export class SandboxLogger implements ContainerLogger {
  open (request: LogRequest): Promise<SandboxLogs> {
    return openLogs(request, (stream, owner) => openLogFile(join(request.directory, stream), owner))
  }
}
