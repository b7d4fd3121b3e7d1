import type { CommandInfoURI } from './mesos-v1.ts'

export interface FetchRequest {
  /** For messages only. */
  containerKey: string
  uris: CommandInfoURI[]
  /** Absolute host path of the sandbox, which exists. */
  directory: string
  /** Owner of the files; unset: the agent's own user. */
  user?: string
  signal?: AbortSignal
}

export interface Fetcher {
  /** Refuses what can be refused without I/O: throws with the original's text. Empty list: fine. */
  validate (uris: CommandInfoURI[]): void
  /** Brings every URI into the sandbox in order, or rejects with one line that names the (redacted) URI. */
  fetch (request: FetchRequest): Promise<void>
}
