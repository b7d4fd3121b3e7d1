import { containerKey } from '../util/container-key.ts'
import type { DockerRun } from './docker-run.ts'

/** Containers with this label and our agent id are ours; all others are left alone, whatever their name. */
export const AGENT_LABEL = 'fastify-docker-containerizer.agent-id'
export const CONTAINER_LABEL = 'fastify-docker-containerizer.container-id'

/** Given to the engine in the create call itself, so that no container of ours is ever without them. */
export function ownershipLabels (agentId: string, run: DockerRun): Record<string, string> {
  const { taskInfo, executorInfo, frameworkId } = run.config
  return {
    [AGENT_LABEL]: agentId,
    [CONTAINER_LABEL]: containerKey(run.containerId),
    ...(frameworkId === undefined ? {} : { 'fastify-docker-containerizer.framework-id': frameworkId.value }),
    ...(taskInfo === undefined ? {} : { 'fastify-docker-containerizer.task-id': taskInfo.taskId.value }),
    ...(executorInfo === undefined ? {} : { 'fastify-docker-containerizer.executor-id': executorInfo.executorId.value })
  }
}
