import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { FrameworkID } from '../../types/mesos-v1.ts'
import type { AgentRun } from './agent-run.ts'

/** What the chain is asked to launch for a command task. Its user is its own, else the framework's, unless users are not switched. */
export function launchConfig ({ task, framework, directory }: AgentRun, { switchUser }: { switchUser: boolean }): ContainerConfig {
  return {
    directory,
    commandInfo: task.command ?? {},
    ...(task.container === undefined ? {} : { containerInfo: task.container }),
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
