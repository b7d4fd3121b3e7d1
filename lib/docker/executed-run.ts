import type { TaskInfo } from '../../types/mesos-v1.ts'
import type { DockerRun } from './docker-run.ts'

// A task whose executor has a container of its own: the run is the executor's container, the task's stands beside it.

/** As the original names it. */
export function executorName (taskName: string): string {
  return `${taskName}.executor`
}

/** The engine's name for what the task is in. */
export function taskContainerName ({ name, taskName }: Pick<DockerRun, 'name' | 'taskName'>): string {
  return taskName ?? name
}

/** Everything that the engine has of a run, by name. */
export function containerNames ({ name, taskName }: Pick<DockerRun, 'name' | 'taskName'>): string[] {
  return taskName === undefined ? [name] : [taskName, name]
}

/** The task for which the containerizer itself speaks, where it does. */
export function spokenFor ({ config, taskName }: Pick<DockerRun, 'config' | 'taskName'>): TaskInfo | undefined {
  return taskName === undefined ? config.taskInfo : undefined
}
