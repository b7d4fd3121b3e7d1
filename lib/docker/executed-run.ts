import type { ContainerConfig } from '../../types/container-config.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import type { DockerParts } from './docker-parts.ts'
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

/** What the run's own container is asked to be: an executor's has nothing of what its task asks for. */
export function ownConfig ({ config, taskName }: Pick<DockerRun, 'config' | 'taskName'>): ContainerConfig {
  return taskName === undefined ? config : { directory: config.directory, commandInfo: {} }
}

/** The task for which the containerizer itself speaks, where it does. */
export function spokenFor ({ config, taskName }: Pick<DockerRun, 'config' | 'taskName'>): TaskInfo | undefined {
  return taskName === undefined ? config.taskInfo : undefined
}

/** What the engine knows the task's container by; null as long as it may not be there. */
export function taskPlace ({ taskName }: Pick<DockerRun, 'taskName'>, engineId: string | null): string | null {
  return engineId === null ? null : taskName ?? engineId
}

/** What of the variables that an agent gives is for the task: an executor has them for itself. */
export function taskVariables ({ taskName }: Pick<DockerRun, 'taskName'>, environment: Record<string, string> = {}): Record<string, string> {
  return taskName === undefined ? environment : {}
}

/**
 * Takes a run whose end is known from the engine. A removal may come later, but nothing runs on until then: an executor that died has left its task
 * behind. Rejects with the signal's reason when aborted first.
 */
export async function removeRun ({ engine, removals, log }: Pick<DockerParts, 'engine' | 'removals' | 'log'>, run: Pick<DockerRun, 'name' | 'taskName'>, signal: AbortSignal): Promise<void> {
  const { taskName } = run
  if (taskName !== undefined) {
    await engine.kill(taskName, 'SIGKILL', { signal }).catch((err: unknown) => {
      signal.throwIfAborted()
      log.warn({ err, container: taskName }, 'the task of an executor that ended could not be killed, its container is left to its removal')
    })
  }
  await Promise.all(containerNames(run).map((name) => removals.remove(name, signal)))
}
