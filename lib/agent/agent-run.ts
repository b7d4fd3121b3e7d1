import type { ContainerID, FrameworkInfo, TaskInfo } from '../../types/mesos-v1.ts'

/** A task that was given to this machine and has not ended. */
export interface AgentRun {
  containerId: ContainerID
  /** With its id. */
  framework: FrameworkInfo
  task: TaskInfo
  /** Absolute host path of the sandbox. */
  directory: string
}

/** Framework ids and task ids have no slash, so this is the same text for the same task only. */
export function taskKey (frameworkId: { value: string }, taskId: { value: string }): string {
  return `${frameworkId.value}/${taskId.value}`
}
