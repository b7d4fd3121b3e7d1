import type { OutputSink, OutputStream } from './docker-engine.ts'
import type { CommandInfo } from './mesos-v1.ts'

/** Where the output of one container goes, open for appending. */
export interface SandboxLogs extends OutputSink {
  /**
   * How many bytes of each stream were taken for this container ever, notes among them. Whoever opens the logs again after a
   * crash is told how many of them were kept: from there on the output is given again.
   */
  readonly position: Readonly<Record<OutputStream, number>>
  /** The last bytes taken of a stream, `length` at most, where they can be read again. */
  tail? (stream: OutputStream, length: number): Promise<Buffer>
  /** Resolves when every byte taken up to now is kept, rejects when one was lost. Without it what was taken counts as kept. */
  flushed? (): Promise<void>
  /** Appends one line of our own to stderr, such as the engine's words when a container could not start. */
  note (line: string): Promise<void>
  /** Resolves when every byte taken is kept and nothing is open any more. Idempotent. */
  end (): Promise<void>
}

export interface LogRequest {
  containerKey: string
  /** The sandbox. */
  directory: string
  /** Whom files belong to; unset: the agent's own user. */
  user?: string
  /** What the container is to run: its environment may say how its output is to be kept. */
  commandInfo?: CommandInfo
}

/** Where containers' output goes. Third parties may bring their own. */
export interface ContainerLogger {
  /** Refuses what it could not honour, without I/O: called before anything is fetched or pulled. Throws CONTAINERIZER_ERR_CONFIG_INVALID. */
  validate? (request: LogRequest): void
  open (request: LogRequest): Promise<SandboxLogs>
  /** Called once the container is removed and nothing of it will be opened again. */
  forget? (containerKey: string): Promise<void>
}

/** The loggers that are built in: files that grow or are rotated, forwarded to the host's log or to journald as well, or not. */
export type LoggerName = `${'sandbox' | 'rotating'}${'' | '+log' | '+journald'}`

/** A sandbox takes more of the disk than its container was given. */
export interface DiskExcess {
  usedBytes: number
  quotaBytes: number
}

export interface DiskWatch {
  /** Bytes that the sandbox may take at that time; undefined: as many as it likes. */
  quota: () => number | undefined
  /** Called once, and only where quotas are enforced. */
  exceeded: (excess: DiskExcess) => void
  /** Ends it. */
  signal: AbortSignal
}

/** How much of the disk one sandbox takes. */
export interface DiskMeter {
  /** Whether `watch` does anything. */
  readonly enforces: boolean
  /** In bytes, as of not long ago; undefined: that is not known. */
  usage (): Promise<number | undefined>
  watch (watch: DiskWatch): void
}

/** Makes the meter of a sandbox. */
export type DiskMeters = (directory: string) => DiskMeter
