import { isIP } from 'node:net'
import type { ContainerInfo, NetworkInfo, NetworkInfoIPAddress } from '../../types/index.ts'
import type { Draft, Endpoint } from './draft.ts'
import { refusal } from './refusal.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

/** Sets the networks, the hostname and the requested addresses. Absent network: that of the host. Unlike Mesos, USER takes several. */
export function networkOptions (draft: Draft, container: ContainerInfo): void {
  const { hostname, networkInfos = [], docker } = container
  const network = docker?.network ?? 'HOST'
  if (network === 'USER') {
    draft.host.NetworkMode = userNetworks(draft, networkInfos)
  } else {
    if (networkInfos.length > 0) throw refusal('container.networkInfos', networkInfos, `only container.docker.network USER takes them, not ${network}`)
    draft.host.NetworkMode = network.toLowerCase()
  }
  if (hostname === undefined) return
  if (network === 'HOST') throw refusal('container.hostname', hostname, 'Unable to set hostname with host network mode')
  draft.body.Hostname = hostname
}

function userNetworks (draft: Draft, networkInfos: NetworkInfo[]): string {
  const [first, ...others] = networkInfos.map(userNetwork)
  if (first === undefined) throw refusal('container.networkInfos', undefined, 'No network info found in container info')
  const [name, endpoint] = first
  const twice = others.find(([other], i) => other === name || others.findIndex(([one]) => one === other) !== i)
  if (twice !== undefined) throw refusal('container.networkInfos', twice[0], 'is named twice')
  draft.endpoint = endpoint
  draft.others = new Map(others)
  return name
}

function userNetwork (info: NetworkInfo, i: number): [name: string, endpoint: Endpoint] {
  const { name = '', ipAddresses = [], groups = [], labels, portMappings = [] } = info
  const field = `container.networkInfos[${i}]`
  if (name === '') throw refusal(`${field}.name`, name, 'No network name found in network info')
  if (name !== 'bridge' && !userDefinedNetwork(name)) throw refusal(`${field}.name`, name, 'is not a user-defined network; choose it by container.docker.network')
  if (groups.length > 0) throw refusal(`${field}.groups`, groups, 'Docker networks have no groups')
  if (labels?.labels !== undefined && labels.labels.length > 0) throw refusal(`${field}.labels`, labels.labels, 'Docker endpoints have no labels')
  if (portMappings.length > 0) throw refusal(`${field}.portMappings`, portMappings, 'use container.docker.portMappings')
  const asked = ipAddresses.map(({ protocol, ipAddress }, k) => {
    if (ipAddress !== undefined) return addressOf(ipAddress, protocol, `${field}.ipAddresses[${k}]`)
    if (protocol !== 'IPv6') return []
    throw refusal(`${field}.ipAddresses[${k}]`, protocol, 'whether there is an IPv6 address is decided by the network; ask for a certain address or for none')
  }).filter((pair) => pair.length > 0)
  const config = Object.fromEntries(asked) as Record<string, string>
  if (Object.keys(config).length < asked.length) throw refusal(`${field}.ipAddresses`, ipAddresses, 'only one address of each family can be asked for')
  return [name, asked.length > 0 ? { IPAMConfig: config } : {}]
}

function addressOf (ipAddress: string, protocol: NetworkInfoIPAddress['protocol'], field: string): [key: string, ipAddress: string] {
  const family = isIP(ipAddress)
  if (family === 0) throw refusal(`${field}.ipAddress`, ipAddress, 'must be an IP address')
  if (protocol !== undefined && protocol !== `IPv${family}`) throw refusal(`${field}.protocol`, protocol, `is not that of the address ${ipAddress}`)
  return [`IPv${family}Address`, ipAddress]
}
