import type { ExecCommand } from './containerizer.ts'
import type { CommandInfoURI, ContainerID, ContainerInfo, TaskInfo, TaskState, TaskStatus, TaskStatusReason } from './mesos-v1.ts'

/** A container as a host without Mesos asks for it. */
export interface RunRequest {
  /** Default: a random UUID. One that is known already is refused. */
  id?: string
  /** Absolute host path of the sandbox. Default: a directory of its own below the work directory of the first containerizer that has one. */
  directory?: string
  /** A Docker image. Left out, and without `container`: a plain process of this host. */
  image?: string
  /** A text is the shell's, a list a program with its arguments. Left out: what the image says. */
  command?: string | readonly string[]
  env?: Readonly<Record<string, string>>
  /** Owner of sandbox and files, and user of the command. Default: the host's own, and the image's. */
  user?: string
  cpus?: number
  /** In MB. */
  memory?: number
  /** Fetched into the sandbox before the start. */
  uris?: readonly CommandInfoURI[]
  /** Volumes, networks, port mappings, parameters: the whole container, instead of `image`. */
  container?: ContainerInfo
  /** Health check, check, kill policy, longest time, labels. */
  task?: Pick<Partial<TaskInfo>, 'name' | 'healthCheck' | 'check' | 'killPolicy' | 'maxCompletionTime' | 'labels' | 'limits'>
  /** Aborting it destroys the container while it is launched; `run` then rejects. */
  signal?: AbortSignal
}

/** How a container of a host ended. */
export interface ContainerEnd {
  state: TaskState
  /** As a shell has it: 128 + number for a signal. Null: it never ran, or nobody knows. */
  exitCode: number | null
  reason?: TaskStatusReason
  message: string
}

export interface ExecResult {
  exitCode: number
  stdout: string
  stderr: string
}

/**
 * A container that was started. `for await` gives its statuses: those so far, the newest of each state, then every one that comes, up to
 * the last one; it throws where `wait` rejects. A containerizer that reports none gives none.
 */
export interface RunningContainer extends AsyncIterable<TaskStatus> {
  readonly id: ContainerID
  /** Absolute host path of the sandbox: `stdout` and `stderr` are in it, complete when `wait` resolves. */
  readonly directory: string
  /** Resolves with the end, for any number of callers. Rejects with CONTAINERIZER_ERR_DETACHED when the app closes and it runs on. */
  wait (): Promise<ContainerEnd>
  /** Asks it to end: its stop signal, after the grace (default: its kill policy, else 5000 ms) SIGKILL. Ended: false. */
  kill (options?: { graceMs?: number }): Promise<boolean>
  /** Sends a signal. Ended: false. */
  signal (signal: NodeJS.Signals | number): Promise<boolean>
  /**
   * Runs a command in the container and resolves with what it wrote and how it ended. An abort kills it and rejects with the reason.
   * Not running: rejects with CONTAINERIZER_ERR_EXEC_FAILED or CONTAINERIZER_ERR_CONTAINER_UNKNOWN.
   */
  exec (command: ExecCommand['command'], options?: Omit<ExecCommand, 'command'> & { signal?: AbortSignal }): Promise<ExecResult>
  /** Ends it at once and resolves when nothing is left of it but its sandbox. */
  destroy (): Promise<ContainerEnd>
}
