import type { ContainerInfo, NetworkInfo } from '../../types/index.ts'
import type { Draft } from './draft.ts'
import { refusal } from './refusal.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

/** Sets network mode, hostname and the requested addresses. Absent network: that of the host. */
export function networkOptions (draft: Draft, container: ContainerInfo): void {
  const { hostname, networkInfos = [], docker } = container
  const network = docker?.network ?? 'HOST'
  if (network === 'USER') {
    draft.host.NetworkMode = userNetwork(draft, networkInfos)
  } else {
    if (networkInfos.length > 0) throw refusal('container.networkInfos', networkInfos, `only container.docker.network USER takes them, not ${network}`)
    draft.host.NetworkMode = network.toLowerCase()
  }
  if (hostname === undefined) return
  if (network === 'HOST') throw refusal('container.hostname', hostname, 'Unable to set hostname with host network mode')
  draft.body.Hostname = hostname
}

function userNetwork (draft: Draft, networkInfos: NetworkInfo[]): string {
  const [info] = networkInfos
  if (info === undefined) throw refusal('container.networkInfos', undefined, 'No network info found in container info')
  if (networkInfos.length > 1) throw refusal('container.networkInfos', networkInfos, 'Only a single network can be defined in Docker run')
  const { name = '', ipAddresses = [], groups = [], labels, portMappings = [] } = info
  const field = 'container.networkInfos[0]'
  if (name === '') throw refusal(`${field}.name`, name, 'No network name found in network info')
  if (name !== 'bridge' && !userDefinedNetwork(name)) throw refusal(`${field}.name`, name, 'is not a user-defined network; choose it by container.docker.network')
  if (groups.length > 0) throw refusal(`${field}.groups`, groups, 'Docker networks have no groups')
  if (labels?.labels !== undefined && labels.labels.length > 0) throw refusal(`${field}.labels`, labels.labels, 'Docker endpoints have no labels')
  if (portMappings.length > 0) throw refusal(`${field}.portMappings`, portMappings, 'use container.docker.portMappings')
  const asked = ipAddresses.map(({ protocol, ipAddress }, i) => {
    if (ipAddress !== undefined) return [ipAddress.includes(':') ? 'IPv6Address' : 'IPv4Address', ipAddress]
    if (protocol !== 'IPv6') return []
    throw refusal(`${field}.ipAddresses[${i}]`, protocol, 'whether there is an IPv6 address is decided by the network; ask for a certain address or for none')
  }).filter((pair) => pair.length > 0)
  const config = Object.fromEntries(asked) as Record<string, string>
  if (Object.keys(config).length < asked.length) throw refusal(`${field}.ipAddresses`, ipAddresses, 'only one address of each family can be asked for')
  if (asked.length > 0) draft.endpoint['IPAMConfig'] = config
  return name
}
