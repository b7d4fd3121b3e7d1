import type { ContainerConfig } from '../../../types/container-config.ts'
import type { ContainerInfo } from '../../../types/mesos-v1.ts'
import { executorLimits } from './executor-limits.ts'
import { frameworkIdOf } from './executor-record.ts'
import type { Executor } from './executor.ts'

interface Defaults { switchUser: boolean, defaultContainerInfo?: ContainerInfo | undefined }

/** What the chain is asked to launch for an executor: as large as it and the tasks that wait for it. One that the agent has made comes with its task. */
export function executorConfig (executor: Executor, { switchUser, defaultContainerInfo }: Defaults): ContainerConfig {
  const { executor: info, framework, directory, tasks, generated } = executor.record
  const task = generated === true ? tasks[0]?.info : undefined
  const { command = {}, container = task?.container ?? defaultContainerInfo } = info
  const user = command.user || framework.user
  const limits = executorLimits(info.resources, tasks.map(task => task.info))
  return {
    directory,
    commandInfo: command,
    ...(container === undefined ? {} : { containerInfo: container }),
    executorInfo: info,
    ...(task === undefined ? {} : { taskInfo: task }),
    frameworkId: frameworkIdOf(executor.record),
    resources: executor.resources,
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(switchUser && user !== '' ? { user } : {})
  }
}
