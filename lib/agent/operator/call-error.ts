import type { AgentCall, AgentCallReadLog, ContainerID } from '../../../types/mesos-v1.ts'
import { containerIdError } from './container-id-error.ts'

const REQUESTS = {
  LAUNCH_CONTAINER: ['launch_container', 'launchContainer'],
  WAIT_CONTAINER: ['wait_container', 'waitContainer'],
  KILL_CONTAINER: ['kill_container', 'killContainer'],
  LIST_FILES: ['list_files', 'listFiles'],
  READ_FILE: ['read_file', 'readFile'],
  READ_LOG: ['read_log', 'readLog'],
  GET_METRICS: ['get_metrics', 'getMetrics']
} as const

/** Why a call is refused with 400 before anything is done, in the original's words; undefined: it is well-formed. */
export function callError (call: AgentCall): string | undefined {
  if (call.type === undefined) return "Expecting 'type' to be present"
  if (!Object.hasOwn(REQUESTS, call.type)) return undefined
  const [name, key] = REQUESTS[call.type as keyof typeof REQUESTS]
  const request = call[key]
  if (request === undefined) return `Expecting '${name}' to be present`
  const { containerId } = request as { containerId?: ContainerID }
  const contradiction = call.type === 'READ_LOG' ? sourceError(request as AgentCallReadLog) : undefined
  if (contradiction !== undefined) return contradiction
  const complaint = containerId === undefined ? undefined : containerIdError(containerId)
  return complaint === undefined ? undefined : `'${name}.container_id' is invalid: ${complaint}`
}

function sourceError ({ source, containerId }: AgentCallReadLog): string | undefined {
  switch (source) {
    case 'CONTAINER': return containerId === undefined ? "Expecting 'read_log.container_id' to be present" : undefined
    case 'AGENT': return containerId === undefined ? undefined : "Expecting 'read_log.container_id' to be absent for source AGENT"
    default: return "Expecting 'read_log.source' to be CONTAINER or AGENT"
  }
}
