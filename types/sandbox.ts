import type { OutputSink } from './docker-engine.ts'

/** The sandbox's `stdout` and `stderr`, open for appending. */
export interface SandboxLogs extends OutputSink {
  /** Appends one line of our own to stderr, such as the engine's words when a container could not start. */
  note (line: string): Promise<void>
  /** Resolves when every byte taken is written to the files and they are closed. Idempotent. */
  end (): Promise<void>
}

/** Where a container's output goes. Third parties may bring their own. */
export interface ContainerLogger {
  open (options: { containerKey: string, directory: string, user?: string }): Promise<SandboxLogs>
}
