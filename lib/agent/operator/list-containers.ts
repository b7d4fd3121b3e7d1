import type { Containerizer } from '../../../types/containerizer.ts'
import type { AgentResponseGetContainersContainer, ContainerID, FrameworkID } from '../../../types/mesos-v1.ts'
import type { AgentRun } from '../agent-run.ts'
import { commandExecutorInfo } from '../command-executor-info.ts'

/** Containers as GET_CONTAINERS shows them. Status and usage are left out where they cannot be read, as while launching. */
export async function listContainers (
  containerizers: Pick<Containerizer, 'status' | 'usage'>, runs: AgentRun[], standalone: ContainerID[]
): Promise<AgentResponseGetContainersContainer[]> {
  const measure = async (containerId: ContainerID): Promise<AgentResponseGetContainersContainer> => {
    const [containerStatus, resourceStatistics] = await Promise.all([
      containerizers.status(containerId).catch(() => undefined),
      containerizers.usage(containerId).catch(() => undefined)
    ])
    return {
      containerId,
      ...(containerStatus === undefined ? {} : { containerStatus }),
      ...(resourceStatistics === undefined ? {} : { resourceStatistics })
    }
  }
  const ofTasks = runs.map(async ({ containerId, framework, task }) => {
    const { executorId, name = '', frameworkId } = commandExecutorInfo(framework.id as FrameworkID, task)
    return { frameworkId: frameworkId as FrameworkID, executorId, executorName: name, ...await measure(containerId) }
  })
  return Promise.all([...ofTasks, ...standalone.map(measure)])
}
