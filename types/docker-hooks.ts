import type { ContainerID, ContainerStatus, ExecutorInfo, FrameworkID, Labels, TaskInfo, TaskStatus } from './mesos-v1.ts'

/** The container that a hook is asked about. */
export interface HookContainer {
  containerId: ContainerID
  /** The engine's name for it. */
  name: string
  /** Absolute host path of the sandbox, which exists from `beforeLaunch` on. */
  directory: string
  /** Unset for executors and standalone containers. */
  taskInfo?: TaskInfo
  executorInfo?: ExecutorInfo
  /** Unset for a standalone container. */
  frameworkId?: FrameworkID
}

export interface LaunchingContainer extends HookContainer {
  /** What the agent gives to the container beside the command's own variables, those of hooks asked before included. */
  environment: Readonly<Record<string, string>>
  /** Aborted with the launch, which does not wait for the hook then. */
  signal: AbortSignal
}

/** Variables by name: over the command's own and the agent's, under the fixed ones. */
export interface HookEnvironment {
  /** For the process of an executor, so never for a command task. Under `taskEnvironment`. */
  executorEnvironment?: Record<string, string>
  /** For the container. */
  taskEnvironment?: Record<string, string>
}

/** The host's own say in the life of a container, at the places where the original has hooks. Several are asked one after the other. */
export interface DockerHooks {
  /**
   * Before anything is fetched or pulled. May put files into the sandbox and give variables; of a name given twice the later hook's
   * counts. When it throws, the launch fails with its words.
   */
  beforeLaunch? (container: LaunchingContainer): Promise<HookEnvironment | void> | HookEnvironment | void
  /** URIs and image are there, the container is not yet. What it throws is logged, the launch goes on. */
  afterFetch? (container: HookContainer): Promise<void> | void
  /**
   * Each status of a command task, in order, before anybody hears of it. What is returned takes the place of the status' own; what it
   * throws is logged, and the status goes out as it was. The next status waits for it.
   */
  onStatus? (container: HookContainer, status: TaskStatus): Promise<StatusDecoration | void> | StatusDecoration | void
  /** Nothing is left of a container that ended, or whose launch failed, also before it came to `beforeLaunch`. What it throws is logged. */
  onRemove? (container: HookContainer): Promise<void> | void
}

export interface StatusDecoration { labels?: Labels, containerStatus?: ContainerStatus }
