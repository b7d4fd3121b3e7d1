import type { ContainerInfoDockerInfo, Resource } from '../../types/index.ts'
import { append } from './append.ts'
import { assign } from './assign.ts'
import type { Draft } from './draft.ts'
import { refusal } from './refusal.ts'

const PROTOCOLS = ['tcp', 'udp', 'sctp']
const FIELD = 'container.docker.portMappings'

/** Publishes the mapped ports. Every host port must be among the `ports` resources of the task. */
export function portBindings (draft: Draft, docker: ContainerInfoDockerInfo, resources: Resource[]): void {
  const { portMappings = [], network } = docker
  if (portMappings.length === 0) return
  if (network !== 'BRIDGE' && network !== 'USER') throw refusal(FIELD, portMappings, 'Port mappings are only supported for bridge and user-defined networks')
  const ranges = resources.filter(({ name }) => name === 'ports').flatMap((resource) => resource.ranges?.range ?? [])
  if (resources.length === 0) throw refusal(FIELD, portMappings, 'Port mappings require resources')
  if (ranges.length === 0) throw refusal(FIELD, portMappings, 'Port mappings require port resources')
  const bindings: Record<string, unknown> = {}
  for (const [i, { hostPort, containerPort, protocol = 'tcp' }] of portMappings.entries()) {
    if (!ranges.some(({ begin, end }) => begin <= hostPort && hostPort <= end)) throw refusal(`${FIELD}[${i}].hostPort`, hostPort, `Port [${hostPort}] not included in resources`)
    if (containerPort < 1 || containerPort > 65535) throw refusal(`${FIELD}[${i}].containerPort`, containerPort, 'must be from 1 to 65535')
    if (!PROTOCOLS.includes(protocol.toLowerCase())) throw refusal(`${FIELD}[${i}].protocol`, protocol, `must be one of ${PROTOCOLS.join(', ')}`)
    const port = `${containerPort}/${protocol.toLowerCase()}`
    append(bindings, port, { HostIp: '', HostPort: String(hostPort) })
    assign(draft.body, 'ExposedPorts', { [port]: {} })
  }
  assign(draft.host, 'PortBindings', bindings)
}
