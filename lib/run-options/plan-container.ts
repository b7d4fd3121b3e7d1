import { join } from 'node:path'
import type { ContainerConfig, CreateBody } from '../../types/index.ts'
import { applyParameters } from './apply-parameters.ts'
import { assign } from './assign.ts'
import { attachEndpoint } from './attach-endpoint.ts'
import { bindVolume } from './bind-volume.ts'
import { commandLine } from './command-line.ts'
import { containerLabels } from './container-labels.ts'
import { cpuOptions } from './cpu-options.ts'
import { defaultDns } from './default-dns.ts'
import type { DefaultDns } from './default-dns.ts'
import { diskOptions } from './disk-options.ts'
import { newDraft } from './draft.ts'
import type { EngineAbilities } from './engine-abilities.ts'
import { environmentList } from './environment-list.ts'
import { isolationOptions } from './isolation-options.ts'
import { limitAmount } from './limit-amount.ts'
import { logOptions } from './log-options.ts'
import type { EngineLog } from './log-options.ts'
import { memoryOptions } from './memory-options.ts'
import { networkOptions } from './network-options.ts'
import { persistentVolumes } from './persistent-volumes.ts'
import { portBindings } from './port-bindings.ts'
import { refusal } from './refusal.ts'
import { refuseConflicts } from './refuse-conflicts.ts'
import { refuseLogOptions } from './refuse-log-options.ts'
import { refuseUnable } from './refuse-unable.ts'
import { refuseUnsupported } from './refuse-unsupported.ts'
import { refuseVolumes } from './refuse-volumes.ts'
import { resourceAmount } from './resource-amount.ts'
import { secretUses } from './secret-uses.ts'
import { taskEnvironment } from './task-environment.ts'
import { volumeOptions } from './volume-options.ts'

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
  /** Host directory of this container's secret files, and whether references can be resolved. Default: no files, and no. */
  secrets?: { directory: string, references: boolean }
  /** Text of the files that parameters name, by the paths they have there. Left out: not read yet, what they hold is missing from the body. */
  files?: ReadonlyMap<string, string> | undefined
  /** For containers whose task has no DNS settings. */
  defaultDns?: readonly DefaultDns[]
  /** How much of its output the engine keeps, where the container does not say. */
  engineLog?: EngineLog
  /** Turn CPU requests without a limit into a hard ceiling. */
  cgroupsEnableCfs: boolean
  /** Memory of the machine in bytes, for the out-of-memory score. */
  hostMemoryBytes: number
  /** Swap counts against memory limits. Default false. */
  limitSwap?: boolean
  /** The container's own file system is limited to its disk resources. Default false. */
  limitDisk?: boolean
  /** Base of the persistent volumes among the resources. Default: there are none. */
  workDir?: string
  /** Left out: an engine that can do everything. */
  engine?: EngineAbilities
  /** Whether a host path is there. Left out: all are. */
  exists?: (path: string) => boolean
}

/** The engine's create body for a container, or a refusal (CONTAINERIZER_ERR_CONFIG_INVALID) of what cannot be honoured. */
export function planContainer (request: PlanRequest): CreateBody {
  const { config, labels, mappedDirectory, name } = request
  const { commandInfo, containerInfo, resources = [], limits = {} } = config
  if (containerInfo?.type !== 'DOCKER') throw refusal('container.type', containerInfo?.type ?? null, 'must be DOCKER')
  const { docker } = containerInfo
  if (docker === undefined) throw refusal('container.docker', null, "DockerInfo 'docker' is not set for DOCKER typed ContainerInfo")
  if (docker.image === '') throw refusal('container.docker.image', '', 'must name an image')
  refuseUnsupported(config)
  const draft = newDraft(docker.image, request.files)
  Object.assign(draft.body, commandLine(commandInfo), {
    Env: environmentList(taskEnvironment(commandInfo, request.secrets?.references), request.environment ?? {}, { name, mappedDirectory, resources }),
    Labels: containerLabels(config),
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: false
  })
  Object.assign(draft.host,
    cpuOptions(resourceAmount(resources, 'cpus'), limitAmount(limits, resources, 'cpus'), request.cgroupsEnableCfs),
    memoryOptions(resourceAmount(resources, 'mem'), limitAmount(limits, resources, 'mem'), { hostBytes: request.hostMemoryBytes, limitSwap: request.limitSwap === true }),
    request.limitDisk === true ? diskOptions(resources) : {})
  networkOptions(draft, containerInfo)
  portBindings(draft, docker, resources)
  volumeOptions(draft, config, mappedDirectory, request.secrets)
  const persistent = persistentVolumes(config, { workDir: request.workDir, mappedDirectory })
  for (const volume of persistent) bindVolume(draft, volume)
  isolationOptions(draft, config)
  applyParameters(draft, docker.parameters ?? [])
  defaultDns(draft, request.defaultDns ?? [])
  if (request.engineLog !== undefined) logOptions(draft, request.engineLog)
  assign(draft.body, 'Labels', labels)
  refuseConflicts(draft)
  refuseLogOptions(draft)
  if (request.exists !== undefined) refuseVolumes(draft, request.exists, [config.directory, ...persistent.map(({ source }) => source), ...secretSources(request)])
  if (request.engine !== undefined) refuseUnable(draft, request.engine)
  return attachEndpoint(draft)
}

/** Written when the launch has fetched and pulled. */
function secretSources ({ config, secrets }: PlanRequest): string[] {
  return secrets === undefined ? [] : secretUses(config).flatMap((use) => 'file' in use ? [join(secrets.directory, use.file)] : [])
}
