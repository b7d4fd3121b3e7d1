import type { Draft } from './draft.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

/** What containers of a network are given as DNS settings when they bring none of their own. */
export interface DefaultDns {
  /** BRIDGE: the engine's bridge; USER: networks that were made by somebody. */
  network: 'BRIDGE' | 'USER'
  /** Only for this one of the USER networks; left out: for those that nothing else names. */
  networkName?: string
  nameservers?: readonly string[]
  search?: readonly string[]
  options?: readonly string[]
}

/**
 * Fills in the operator's DNS settings unless the task has some. Unlike Mesos, which looks at DockerInfo's network, it is
 * the one that the container is really in which decides, also where a parameter chose it.
 */
export function defaultDns (draft: Draft, defaults: readonly DefaultDns[]): void {
  const { host } = draft
  if ([host.Dns, host['DnsSearch'], host['DnsOptions']].some(own => own !== undefined)) return
  const mode = String(host.NetworkMode)
  const found = userDefinedNetwork(mode)
    ? defaults.find(({ networkName }) => networkName === mode) ?? defaults.find(({ network, networkName }) => network === 'USER' && networkName === undefined)
    : defaults.find(({ network }) => network === 'BRIDGE' && ['bridge', 'default'].includes(mode))
  if (found === undefined) return
  const { nameservers = [], search = [], options = [] } = found
  if (nameservers.length > 0) host.Dns = [...nameservers]
  if (search.length > 0) host['DnsSearch'] = [...search]
  if (options.length > 0) host['DnsOptions'] = [...options]
}
