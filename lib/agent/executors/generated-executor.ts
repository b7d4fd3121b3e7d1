import type { ContainerInfo, ExecutorInfo, FrameworkID, FrameworkInfo, TaskInfo } from '../../../types/mesos-v1.ts'
import { commandExecutorInfo } from '../command-executor-info.ts'
import { completeTask } from '../complete-task.ts'

export type GenerateExecutor = (framework: FrameworkInfo, task: TaskInfo) => { task: TaskInfo, executor: ExecutorInfo } | undefined

/** What an executor needs beyond the grace of its task, as in the original. */
const RESERVE_NANOSECONDS = 2e9

/**
 * The executor that the agent makes for a command task in a Docker container, and the task as that is given it. Undefined: a task of another kind. Its
 * resources are none: the task is given all of its own.
 */
export function generatedExecutor (framework: FrameworkInfo, task: TaskInfo, defaultContainerInfo?: ContainerInfo): ReturnType<GenerateExecutor> {
  const whole = completeTask(task, defaultContainerInfo)
  if (task.executor !== undefined || whole.container?.type !== 'DOCKER') return undefined
  const grace = task.killPolicy?.gracePeriod
  return {
    task: whole,
    executor: {
      ...commandExecutorInfo(framework.id as FrameworkID, task),
      ...(grace === undefined ? {} : { shutdownGracePeriod: { nanoseconds: grace.nanoseconds + RESERVE_NANOSECONDS } })
    }
  }
}

/** Undefined: executors have no image, tasks live with the agent. */
export function executorGenerator (image: string | undefined, defaultContainerInfo?: ContainerInfo): GenerateExecutor | undefined {
  return image === undefined ? undefined : (framework, task) => generatedExecutor(framework, task, defaultContainerInfo)
}
