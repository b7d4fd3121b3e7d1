import type { ContainerConfig, CreateBody } from '../../types/index.ts'
import { commandLine } from './command-line.ts'
import { containerLabels } from './container-labels.ts'
import { cpuOptions } from './cpu-options.ts'
import { environmentList } from './environment-list.ts'
import { limitAmount } from './limit-amount.ts'
import { memoryOptions } from './memory-options.ts'
import { refusal } from './refusal.ts'
import { refuseUnsupported } from './refuse-unsupported.ts'
import { resourceAmount } from './resource-amount.ts'
import { taskEnvironment } from './task-environment.ts'

export interface PlanRequest {
  /** Name of the container on the engine. */
  name: string
  config: ContainerConfig
  /** Absolute path of the sandbox inside the container. */
  mappedDirectory: string
  /** Ownership labels: no label of a user ever takes their place. */
  labels: Record<string, string>
  /** Environment from the agent: above the command's own, below the fixed variables. */
  environment?: Record<string, string>
  /** Turn CPU requests without a limit into a hard ceiling. */
  cgroupsEnableCfs: boolean
  /** Memory of the machine in bytes, for the out-of-memory score. */
  hostMemoryBytes: number
}

/** The engine's create body for a container, or a refusal (CONTAINERIZER_ERR_CONFIG_INVALID) of what cannot be honoured. */
export function planContainer (request: PlanRequest): CreateBody {
  const { config, labels, mappedDirectory, name } = request
  const { commandInfo, resources = [], limits = {} } = config
  const docker = config.containerInfo?.docker
  if (config.containerInfo?.type !== 'DOCKER') throw refusal('container.type', config.containerInfo?.type ?? null, 'must be DOCKER')
  if (docker === undefined) throw refusal('container.docker', null, "DockerInfo 'docker' is not set for DOCKER typed ContainerInfo")
  if (docker.image === '') throw refusal('container.docker.image', '', 'must name an image')
  refuseUnsupported(config)
  return {
    Image: docker.image,
    ...commandLine(commandInfo),
    Env: environmentList(taskEnvironment(commandInfo), request.environment ?? {}, { name, mappedDirectory, resources }),
    Labels: { ...containerLabels(config), ...labels },
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: false,
    HostConfig: {
      ...cpuOptions(resourceAmount(resources, 'cpus'), limitAmount(limits, resources, 'cpus'), request.cgroupsEnableCfs),
      ...memoryOptions(resourceAmount(resources, 'mem'), limitAmount(limits, resources, 'mem'), request.hostMemoryBytes),
      NetworkMode: 'host',
      LogConfig: { Type: 'local', Config: {} },
      // A mount, not a bind string: the sandbox's path may hold a colon.
      Mounts: [{ Type: 'bind', Source: config.directory, Target: mappedDirectory, ReadOnly: false }]
    }
  }
}
