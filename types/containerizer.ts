import type { AgentState } from './agent-state.ts'
import type { ContainerConfig, KillOptions, LaunchOptions } from './container-config.ts'
import type { ContainerTermination } from './container-termination.ts'
import type { OutputSink } from './docker-engine.ts'
import type { ContainerID, ContainerStatus, Image, Resource, ResourceStatistics, ValueScalar } from './mesos-v1.ts'
import type { TaskStatusListener } from './task-status.ts'

/**
 * SUCCESS: it runs (for a command task: its statuses have begun). ALREADY_LAUNCHED: this id is known.
 * NOT_SUPPORTED: not this containerizer's kind of container, no trace was left, the next one may try.
 */
export type LaunchResult = 'SUCCESS' | 'ALREADY_LAUNCHED' | 'NOT_SUPPORTED'

/** What one link of the chain does. Third parties implement this to join it. */
export interface Containerizer {
  /** The name used in `--containerizers`, such as `docker`. */
  readonly name: string

  /**
   * Finds again what ran before. To be called once, before any launch; a launch before it has finished rejects.
   * Null: there is no remembered state. Rejects when the state cannot be trusted.
   */
  recover (state: AgentState | null): Promise<void>

  /**
   * Starts a container at most once per id. Rejects when it was tried and failed, or was destroyed meanwhile:
   * nothing is left behind then, and `wait` gives the termination until the caller has destroyed it.
   */
  launch (containerId: ContainerID, config: ContainerConfig, options?: LaunchOptions): Promise<LaunchResult>

  /** Gives a running container new requests and limits. Unknown id: resolves and does nothing. */
  update (containerId: ContainerID, resources: Resource[], limits?: Record<string, ValueScalar>): Promise<void>

  /** What the container uses now. Rejects for an unknown or ended container. */
  usage (containerId: ContainerID): Promise<ResourceStatistics>

  /** Addresses, pid and id. Unknown id: rejects. */
  status (containerId: ContainerID): Promise<ContainerStatus>

  /** Resolves when the container has ended, with how. Unknown id: null at once. Any number of callers. */
  wait (containerId: ContainerID): Promise<ContainerTermination | null>

  /**
   * Ends the container in whatever stage it is and removes what was made for it. Idempotent: a second call joins
   * the first. Unknown id: null. Rejects only if the container could not be proven to have ended.
   */
  destroy (containerId: ContainerID): Promise<ContainerTermination | null>

  /** The ids known now, those still launching included. */
  containers (): ContainerID[]

  /** Removes images that no container uses, except the excluded ones. A containerizer without images resolves. */
  pruneImages (excluded: Image[]): Promise<void>
}

/** A containerizer that runs command tasks itself: it reports their statuses and is asked to kill them. */
export interface CommandTaskCapable {
  /** Adds a listener; the returned function takes it away. Add it before `recover`, or early statuses are lost. */
  onTaskStatus (listener: TaskStatusListener): () => void

  /**
   * Asks the task to end: TASK_KILLING where the framework knows it, stop signal, after the grace SIGKILL, then
   * TASK_KILLED. A repeated kill may shorten the grace, never lengthen it. Resolves once the kill is under way.
   * Unknown id: resolves false.
   */
  killTask (containerId: ContainerID, options?: KillOptions): Promise<boolean>
}

/** A containerizer that can send a signal to the container's main process (or process tree). */
export interface SignalCapable {
  /** True when the signal was sent. Unknown or ended container: false. `signal` is a number of signal(7). */
  kill (containerId: ContainerID, signal: number): Promise<boolean>
}

/** A command beside what a container runs. */
export interface ExecCommand {
  /** A text is the shell's, a list a program with its arguments. */
  command: string | readonly string[]
  /** Beside the container's own. */
  env?: Readonly<Record<string, string>>
  /** Default: the container's. */
  user?: string
}

export interface ExecOptions {
  /** Takes what the command writes; left out, it is dropped. */
  output?: OutputSink
  /** Aborting it kills the command. */
  signal?: AbortSignal
}

/** A containerizer that can run a command where a container is. */
export interface ExecCapable {
  /**
   * Resolves with the exit code, for a signal 128 + its number, once the command has ended and its output was taken; after an abort it rejects
   * with the reason. Unknown container: rejects with CONTAINERIZER_ERR_CONTAINER_UNKNOWN; one that does not run: CONTAINERIZER_ERR_EXEC_FAILED.
   */
  exec (containerId: ContainerID, command: ExecCommand, options?: ExecOptions): Promise<number>
}

/** A stage of a launch, as the chain and the operator API show it. */
export type ContainerStage = 'FETCHING' | 'PULLING' | 'MOUNTING' | 'RUNNING' | 'DESTROYING'
