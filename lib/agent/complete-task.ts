import type { ContainerInfo, TaskInfo } from '../../types/mesos-v1.ts'

/** The task with the agent's default container where it brings none. */
export function completeTask (task: TaskInfo, defaultContainerInfo: ContainerInfo | undefined): TaskInfo {
  const container = task.container ?? defaultContainerInfo
  return container === undefined ? task : { ...task, container }
}
