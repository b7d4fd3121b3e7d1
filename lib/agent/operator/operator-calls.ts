import type { ContainerPlan } from '../../../types/container-plan.ts'
import type { Containerizer, SignalCapable } from '../../../types/containerizer.ts'
import type { AgentCall, AgentCallListFiles, AgentCallReadFile, AgentResponse, AgentResponseGetContainersContainer, ContainerID, TaskInfo, VersionInfo } from '../../../types/mesos-v1.ts'
import type { Metrics } from '../../../types/metrics.ts'
import { containerKey } from '../../util/container-key.ts'
import { toJsonValue } from '../../wire/to-json.ts'
import type { RunningExecutor } from '../agent-runner.ts'
import type { Answer } from './answer.ts'
import { callError } from './call-error.ts'
import { imageJson } from './image-json.ts'
import type { ImageOf } from './image-of.ts'
import { listContainers } from './list-containers.ts'
import { readLog } from './read-log.ts'
import type { SandboxFiles } from './sandbox-files.ts'
import type { StandaloneContainers } from './standalone-containers.ts'

const SIGKILL = 9

export interface OperatorParts {
  containerizers: Containerizer & SignalCapable
  standalone: StandaloneContainers
  files: SandboxFiles
  /** The executors that are here. */
  executors: () => RunningExecutor[]
  /** Text of every flag by its name, without secrets. */
  flags: Record<string, string>
  version: VersionInfo
  metrics: Metrics
  imageOf: ImageOf
  /** What a launch of that task would be. Unset: nobody here plans. */
  plan?: (task: TaskInfo) => Promise<ContainerPlan>
}

/** Answers the calls of the v1 operator API: the codes and texts are the original's. Rejects only for what is our own fault. */
export async function answerOperatorCall (parts: OperatorParts, call: AgentCall): Promise<Answer> {
  const invalid = callError(call)
  if (invalid !== undefined) return { status: 400, text: `Failed to validate agent::Call: ${invalid}` }
  const { containerizers, standalone } = parts
  switch (call.type) {
    case 'GET_HEALTH': return ok({ type: 'GET_HEALTH', getHealth: { healthy: true } })
    case 'GET_VERSION': return ok({ type: 'GET_VERSION', getVersion: { versionInfo: parts.version } })
    case 'GET_FLAGS': return ok({ type: 'GET_FLAGS', getFlags: { flags: Object.entries(parts.flags).map(([name, value]) => ({ name, value })) } })
    case 'GET_METRICS': return ok({ type: 'GET_METRICS', getMetrics: { metrics: Object.entries(parts.metrics.snapshot()).map(([name, value]) => ({ name, value })) } })
    case 'GET_CONTAINERS': {
      const shown = call.getContainers?.showStandalone === true ? standalone.containers() : []
      return withImages(await listContainers(containerizers, parts.executors(), shown), parts.imageOf)
    }
    case 'LAUNCH_CONTAINER': return standalone.launch(call.launchContainer!)
    case 'WAIT_CONTAINER': return waitContainer(containerizers, call.waitContainer!.containerId)
    case 'KILL_CONTAINER': {
      const { containerId, signal = SIGKILL } = call.killContainer!
      if (await containerizers.kill(containerId, signal)) return { status: 200 }
      return { status: 404, text: `Container '${containerKey(containerId)}' cannot be found (or is already killed)` }
    }
    case 'PRUNE_IMAGES': {
      await containerizers.pruneImages(call.pruneImages?.excludedImages ?? [])
      return { status: 200 }
    }
    case 'LIST_FILES': return listFiles(parts.files, call.listFiles!)
    case 'READ_FILE': return readFile(parts.files, call.readFile!)
    case 'READ_LOG': return readLog(parts.files, call.readLog!)
    default: return { status: 501, text: `The call ${call.type} is not supported by this agent` }
  }
}

function ok (response: AgentResponse): Answer {
  return { status: 200, response }
}

function withImages (containers: AgentResponseGetContainersContainer[], imageOf: ImageOf): Answer {
  const response: AgentResponse = { type: 'GET_CONTAINERS', getContainers: { containers } }
  const images = containers.map(({ containerId }) => imageOf(containerId))
  const json = toJsonValue('agent.Response', response) as { get_containers: { containers?: object[] } }
  for (const [at, image] of images.entries()) if (image !== null) Object.assign(json.get_containers.containers![at] as object, { image: imageJson(image) })
  return { status: 200, response, json }
}

async function waitContainer (containerizers: Containerizer, containerId: ContainerID): Promise<Answer> {
  const termination = await containerizers.wait(containerId)
  if (termination === null) return { status: 404, text: `Container ${containerKey(containerId)} cannot be found` }
  const { status, ...known } = termination
  return ok({ type: 'WAIT_CONTAINER', waitContainer: { ...(status === undefined ? {} : { exitStatus: status }), ...known } })
}

async function listFiles (files: SandboxFiles, { path }: AgentCallListFiles): Promise<Answer> {
  const fileInfos = await files.list(path)
  return Array.isArray(fileInfos) ? ok({ type: 'LIST_FILES', listFiles: { fileInfos } }) : fileInfos
}

async function readFile (files: SandboxFiles, { path, offset, length }: AgentCallReadFile): Promise<Answer> {
  const part = await files.read(path, offset, length)
  return 'data' in part ? ok({ type: 'READ_FILE', readFile: part }) : part
}
