import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerInfo, FrameworkID } from '../../types/mesos-v1.ts'
import type { AgentRun } from './agent-run.ts'

interface Defaults {
  switchUser: boolean
  defaultContainerInfo?: ContainerInfo | undefined
}

/**
 * What the chain is asked to launch for a command task. Its user is its own, else the framework's, unless users are not switched.
 * Unlike Mesos, where a default ContainerInfo of type DOCKER makes command tasks fail, it stands in for the task's own.
 */
export function launchConfig ({ task, framework, directory }: AgentRun, { switchUser, defaultContainerInfo }: Defaults): ContainerConfig {
  const containerInfo = task.container ?? defaultContainerInfo
  return {
    directory,
    commandInfo: task.command ?? {},
    ...(containerInfo === undefined ? {} : { containerInfo }),
    taskInfo: task,
    frameworkId: framework.id as FrameworkID,
    resources: task.resources ?? [],
    ...(task.limits === undefined ? {} : { limits: task.limits }),
    ...(switchUser ? ownerOf(task.command?.user || framework.user) : {})
  }
}

export function launchOptions ({ framework }: AgentRun, { shutdownGracePeriodMs }: { shutdownGracePeriodMs: number }): LaunchOptions {
  return {
    taskKillingState: framework.capabilities?.some(({ type }) => type === 'TASK_KILLING_STATE') === true,
    shutdownGracePeriodMs
  }
}

/** A framework that names no user means the agent's own. */
function ownerOf (user: string): { user?: string } {
  return user === '' ? {} : { user }
}
