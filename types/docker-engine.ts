import type { CreateBody } from './create-body.ts'
import type { ContainerDetails, ContainerStats, ContainerSummary } from './engine-containers.ts'
import type { ImageDetails, ImageSummary, PullOptions } from './engine-images.ts'
import type { Attachment, LogOptions, LogSink, OutputSink } from './engine-output.ts'

export type * from './create-body.ts'
export type * from './engine-containers.ts'
export type * from './engine-images.ts'
export type * from './engine-output.ts'

/** The engine port: Docker's verbs, nothing of any client library. Ids and names are interchangeable in it. */

export interface EngineVersion {
  version: string
  apiVersion: string
  minApiVersion: string
  os: string
  arch: string
  kernelVersion: string
}

export interface EngineInfo {
  id: string
  storageDriver: string
  cgroupDriver: string
  cgroupVersion: string
  dockerRootDir: string
  memoryBytes: number
  cpus: number
  runtimes: string[]
  defaultRuntime: string
  securityOptions: string[]
  liveRestore: boolean
  logDriver: string
  logDrivers: string[]
  volumeDrivers: string[]
}

export interface ExitResult {
  exitCode: number
  /** The engine's own word when it could not wait properly. */
  error?: string
}

/** A registered waiter: the engine has acknowledged it, so no exit after this moment is missed. */
export interface PendingExit {
  /** Rejects when the connection is lost or aborted: that says nothing about the container. */
  exit: Promise<ExitResult>
  /** Gives up waiting; `exit` then rejects with an `AbortError`. */
  abandon (): void
}

export interface EngineEvent {
  action: string
  containerId: string
  attributes: Record<string, string>
  /** Nanoseconds since the epoch as text: it does not fit a number. */
  timeNano: string
}

/** A command beside the container's own. */
export interface ExecRequest {
  cmd: string[]
  /** `NAME=value`, beside the container's own environment. */
  env?: string[]
  /** Default: the container's. */
  user?: string
}

export interface ExecDetails {
  running: boolean
  /** Null while it runs, or when it never did. */
  exitCode: number | null
  /** In the engine's own process namespace; 0 when it does not run. */
  pid: number
}

export interface CallOptions {
  signal?: AbortSignal
  /** Wall-clock limit of the call in milliseconds; each verb has its own default. */
  timeoutMs?: number
}

export interface DockerEngine {
  ping (options?: CallOptions): Promise<void>
  version (options?: CallOptions): Promise<EngineVersion>
  /** Asks for the version and settles which API is spoken from now on. To be called again when the engine may have been replaced. */
  negotiate (options?: CallOptions): Promise<EngineVersion>
  info (options?: CallOptions): Promise<EngineInfo>

  /** Null when the image is not there. */
  inspectImage (reference: string, options?: CallOptions): Promise<ImageDetails | null>
  listImages (options?: CallOptions): Promise<ImageSummary[]>
  /** Resolves when the engine reported success; an error inside the stream or a cut stream rejects. */
  pull (reference: string, options?: PullOptions): Promise<void>
  /** False when it was not there. Rejects with a conflict when a container uses it. */
  removeImage (reference: string, options?: CallOptions): Promise<boolean>

  create (name: string, body: CreateBody, options?: CallOptions & { platform?: string }): Promise<{ id: string, warnings: string[] }>
  /** Streams stdout and stderr of the container into the sink from the moment it resolves. TTY: all is stdout. */
  attach (id: string, sink: OutputSink, options?: { tty?: boolean, signal?: AbortSignal }): Promise<Attachment>
  /** Resolves when the engine has registered the waiter. */
  wait (id: string, condition: 'next-exit' | 'not-running', options?: { signal?: AbortSignal }): Promise<PendingExit>
  /** False when it already ran. */
  start (id: string, options?: CallOptions): Promise<boolean>
  /** Null when there is no such container. */
  inspect (id: string, options?: CallOptions): Promise<ContainerDetails | null>
  /** All labels must match (`key` or `key=value`). `all` includes containers that do not run; default true. */
  list (filter: { labels?: string[], name?: string, all?: boolean }, options?: CallOptions): Promise<ContainerSummary[]>
  /** Stop signal, then SIGKILL after the grace (whole seconds). False when it did not run; unknown: false. */
  stop (id: string, graceSeconds: number, options?: CallOptions): Promise<boolean>
  /** `signal` as the engine takes it: a name with SIG or a number as text. False when it did not run or is unknown. */
  kill (id: string, signal: string, options?: CallOptions): Promise<boolean>
  pause (id: string, options?: CallOptions): Promise<void>
  unpause (id: string, options?: CallOptions): Promise<void>
  /** Size of the terminal of a running container, in characters. */
  resize (id: string, size: { rows: number, columns: number }, options?: CallOptions): Promise<void>
  /** Removes the container with its anonymous volumes. False when there was none. */
  remove (id: string, options?: CallOptions & { force?: boolean }): Promise<boolean>
  /** Puts a container that has a network of its own on one more. */
  connectNetwork (network: string, id: string, endpoint: Record<string, unknown>, options?: CallOptions): Promise<void>
  update (id: string, resources: Record<string, unknown>, options?: CallOptions): Promise<void>
  /** One reading. Null when there is no such container. */
  stats (id: string, options?: CallOptions): Promise<ContainerStats | null>
  /**
   * The engine's own log from `since` on, to its present end. `follow` goes on from there, and may end
   * early without an error: when the container ends, the rest has to be read again. Rejects where the driver cannot be read.
   */
  logs (id: string, sink: LogSink, options?: LogOptions): Promise<void>
  /** Prepares the command in a running container; resolves with the exec's id. */
  execCreate (id: string, request: ExecRequest, options?: CallOptions): Promise<string>
  /** Starts the command and streams its output into the sink. Closing the attachment does not end the command. */
  execStart (execId: string, sink: OutputSink, options?: { signal?: AbortSignal }): Promise<Attachment>
  /** Null when there is no such exec, or its container is gone. */
  execInspect (execId: string, options?: CallOptions): Promise<ExecDetails | null>
  /** Container events, only of these actions where given; ends by rejecting when the connection is lost, by returning when aborted. */
  events (options: { since?: string, labels?: string[], actions?: string[], signal?: AbortSignal }): AsyncIterable<EngineEvent>
  /** Gives back every socket. Calls under way reject. */
  close (): Promise<void>
}
