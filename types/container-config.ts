import type {
  CommandInfo, ContainerInfo, ExecutorInfo, FrameworkID, KillPolicy, Resource, TaskInfo, ValueScalar
} from './mesos-v1.ts'

/**
 * What is to be launched. With `taskInfo` the container runs that command task and the containerizer
 * itself speaks for it (see CommandTaskCapable), or where that is set up so the executor of
 * `executorInfo`, which registers with the agent and is given the task; with `executorInfo` alone it runs a custom executor
 * that registers with the agent; with neither it is a standalone container.
 */
export interface ContainerConfig {
  /** Absolute host path of the sandbox. Made by the containerizer (0750, owned by `user`) when missing. */
  directory: string
  commandInfo: CommandInfo
  containerInfo?: ContainerInfo
  taskInfo?: TaskInfo
  executorInfo?: ExecutorInfo
  frameworkId?: FrameworkID
  /** Requests. Summed by the caller: task plus executor, without any overhead. */
  resources?: Resource[]
  /** Limits by resource name (`cpus`; `mem` in MB), Infinity allowed. */
  limits?: Record<string, ValueScalar>
  /** Owner of sandbox and fetched files; unset: the agent's own user. */
  user?: string
}

export interface LaunchOptions {
  /** Environment that the agent gives executors; lower than the fixed variables, higher than the command's own. */
  environment?: Record<string, string>
  /** The framework knows TASK_KILLING, so a kill may announce itself. Default false. */
  taskKillingState?: boolean
  /** Grace of a kill, in milliseconds, where neither the kill nor the task has a policy. Default 5000. */
  shutdownGracePeriodMs?: number
  /** Aborting it destroys the container; the launch then rejects. */
  signal?: AbortSignal
}

export interface KillOptions {
  /** Overrides the task's own kill policy. */
  killPolicy?: KillPolicy
}
