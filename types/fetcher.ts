import type { CommandInfoURI } from './mesos-v1.ts'

export interface FetchProgress {
  /** As it may be shown. */
  uri: string
  receivedBytes: number
  /** Unset when the source did not say. */
  totalBytes?: number
}

export interface FetchRequest {
  /** For messages only. */
  containerKey: string
  uris: CommandInfoURI[]
  /** Absolute host path of the sandbox, which exists. */
  directory: string
  /** Whose files they are, and whose part of the cache is used. They are given to the owner of `directory`; unset: to the agent's own user. */
  user?: string
  /** Ends everything at once; what was being fetched leaves nothing. */
  signal?: AbortSignal
  /** Told about once a second of a download that takes longer. Must not throw. */
  onProgress?: (progress: FetchProgress) => void
}

export interface Fetcher {
  /** Refuses what can be refused without I/O: throws with the original's text. Empty list: fine. */
  validate (uris: CommandInfoURI[]): void
  /**
   * Brings every URI into the sandbox in order, or rejects with one line that names the (redacted) URI, which then also stands
   * on the sandbox's `stderr`.
   */
  fetch (request: FetchRequest): Promise<void>
}

/** `app.fetcher`. */
export type FetcherService = Fetcher & {
  /** As they were read, with defaults. */
  readonly options: Readonly<Record<string, unknown>>
}
