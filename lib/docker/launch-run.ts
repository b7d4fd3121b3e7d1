import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'
import { refusal } from '../run-options/refusal.ts'
import { secretUses } from '../run-options/secret-uses.ts'
import type { DockerParts } from './docker-parts.ts'
import { dockerRun } from './docker-run.ts'
import type { DockerRun } from './docker-run.ts'
import { executorName } from './executed-run.ts'

/**
 * The run of a launch. A command task that brings an executor along, which will subscribe to the agent, is run by that where executors have an image.
 * Throws CONTAINERIZER_ERR_CONFIG_INVALID.
 */
export function launchRun ({ agentId, executor }: Pick<DockerParts, 'agentId' | 'executor'>, id: ContainerID, config: ContainerConfig, options: LaunchOptions): DockerRun {
  const run = dockerRun(agentId, id, config, options)
  if (executor === undefined || config.taskInfo === undefined || config.executorInfo === undefined) return run
  for (const use of secretUses(config)) {
    if ('file' in use) throw refusal(use.field, 'SECRET', 'cannot be a file where executors have containers of their own (docker_mesos_image): give it as a variable')
    if (use.secret.type === 'REFERENCE') throw refusal(use.field, 'REFERENCE', 'cannot be resolved where executors have containers of their own (docker_mesos_image): give the secret by its value')
  }
  return { ...run, name: executorName(run.name), taskName: run.name }
}
