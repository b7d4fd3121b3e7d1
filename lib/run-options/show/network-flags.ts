import type { CreateBody } from '../../../types/index.ts'

interface Endpoint {
  IPAMConfig?: { IPv4Address?: string, IPv6Address?: string, LinkLocalIPs?: string[] }
  Aliases?: string[]
  DriverOpts?: Record<string, string>
}

/** Networks and ports. One network is written with flags of its own, which older docker commands know; several take newer ones. */
export function networkFlags ({ HostConfig: { NetworkMode, PortBindings = {} }, NetworkingConfig, ExposedPorts = {} }: CreateBody): Array<[string, string]> {
  const endpoints = Object.entries(NetworkingConfig?.EndpointsConfig ?? {}) as Array<[string, Endpoint]>
  const long = endpoints.length > 1 || endpoints.some(([, { DriverOpts }]) => DriverOpts !== undefined)
  const networks: Array<[string, string]> = long
    ? endpoints.map(([name, endpoint]) => ['network', [`name=${name}`, ...settings(endpoint).map(([key, value]) => `${LONG[key] ?? key}=${value}`)].join(',')])
    : [...(NetworkMode === undefined ? [] : [['network', NetworkMode] as [string, string]]), ...endpoints.flatMap(([, endpoint]) => settings(endpoint))]
  const exposed = Object.keys(ExposedPorts).filter((port) => PortBindings[port] === undefined)
  const published = Object.entries(PortBindings).flatMap(([port, bindings]) => bindings.map(({ HostIp = '', HostPort }): [string, string] => {
    const ip = HostIp.includes(':') ? `[${HostIp}]` : HostIp
    return ['publish', `${ip === '' ? '' : `${ip}:`}${HostPort === '' && ip === '' ? '' : `${HostPort}:`}${port}`]
  }))
  return [...networks, ...exposed.map((port): [string, string] => ['expose', port]), ...published]
}

const LONG: Record<string, string> = { 'network-alias': 'alias' }

function settings ({ IPAMConfig: { IPv4Address, IPv6Address, LinkLocalIPs = [] } = {}, Aliases = [], DriverOpts = {} }: Endpoint): Array<[string, string]> {
  return [
    ...(IPv4Address === undefined ? [] : [['ip', IPv4Address] as [string, string]]),
    ...(IPv6Address === undefined ? [] : [['ip6', IPv6Address] as [string, string]]),
    ...LinkLocalIPs.map((ip): [string, string] => ['link-local-ip', ip]),
    ...Aliases.map((alias): [string, string] => ['network-alias', alias]),
    ...Object.entries(DriverOpts).map(([key, value]): [string, string] => ['driver-opt', `${key}=${value}`])
  ]
}
