import type { LogRequest, SandboxLogs } from '../../../types/sandbox.ts'
import type { DockerParts } from '../docker-parts.ts'
import type { LogSource } from './log-anchor.ts'

export type CaptureParts = Pick<DockerParts, 'engine' | 'clock' | 'log' | 'logger' | 'anchors' | 'catchUp' | 'metrics' | 'outputTimeoutMs'>

export interface OpenedLogs {
  logs: SandboxLogs
  /** Why these are not the logs that the output should go to. */
  missing?: string
}

export interface CaptureTarget {
  request: LogRequest
  source: LogSource
  logs: SandboxLogs
  /** Opens those that are meant, once, before anything of the engine's log is written; until then `logs` stand in for them. Must not reject. */
  open?: () => Promise<OpenedLogs>
}
