import type { Containerizer } from '../../../types/containerizer.ts'
import type { AgentResponseGetContainersContainer, ContainerID, FrameworkID } from '../../../types/mesos-v1.ts'
import type { RunningExecutor } from '../agent-runner.ts'

/** Containers as GET_CONTAINERS shows them. Status and usage are left out where they cannot be read, as while launching. */
export async function listContainers (
  containerizers: Pick<Containerizer, 'status' | 'usage'>, executors: RunningExecutor[], standalone: ContainerID[]
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
  const ofExecutors = executors.map(async ({ containerId, executorInfo: { executorId, name = '', frameworkId } }) =>
    ({ frameworkId: frameworkId as FrameworkID, executorId, executorName: name, ...await measure(containerId) }))
  return Promise.all([...ofExecutors, ...standalone.map(measure)])
}
