import type { Containerizer } from '../../../types/containerizer.ts'
import { toJsonValue } from '../../wire/to-json.ts'
import type { RunningExecutor } from '../agent-runner.ts'
import { imageJson } from './image-json.ts'
import type { ImageOf } from './image-of.ts'
import { listContainers } from './list-containers.ts'

export interface LegacyContainersParts {
  containerizers: Pick<Containerizer, 'status' | 'usage'>
  executors: () => RunningExecutor[]
  imageOf: ImageOf
}

/**
 * `/containers`, narrowed by `container_id`, by `framework_id`, or by `framework_id` and `executor_id`. Unlike Mesos, an
 * entry of an image says which in `image`, and while it is pulled how far that is.
 */
export async function legacyContainers (
  { containerizers, executors, imageOf }: LegacyContainersParts, query: Record<string, string | undefined>
): Promise<object[] | { status: 400, text: string }> {
  const { container_id: container, framework_id: framework, executor_id: executor } = query
  if (container !== undefined && (framework !== undefined || executor !== undefined)) {
    return { status: 400, text: "'container_id' cannot be combined with 'framework_id' or 'executor_id'.\n" }
  }
  if (executor !== undefined && framework === undefined) return { status: 400, text: "'executor_id' needs 'framework_id' beside it.\n" }
  const wanted = executors().filter(({ containerId, executorInfo: { executorId, frameworkId } }) =>
    (container === undefined || containerId.value === container) &&
    (framework === undefined || frameworkId?.value === framework) &&
    (executor === undefined || executorId.value === executor))
  const listed = await listContainers(containerizers, wanted, [])
  return listed.map(({ containerId, executorId, executorName, frameworkId, containerStatus, resourceStatistics }) => {
    const image = imageOf(containerId)
    return {
      container_id: containerId.value,
      executor_id: executorId?.value,
      executor_name: executorName,
      framework_id: frameworkId?.value,
      source: executorId?.value,
      statistics: resourceStatistics && toJsonValue('ResourceStatistics', resourceStatistics),
      status: containerStatus && toJsonValue('ContainerStatus', containerStatus),
      image: image === null ? undefined : imageJson(image)
    }
  })
}
