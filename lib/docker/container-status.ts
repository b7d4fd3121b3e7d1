import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { ContainerID, ContainerStatus, NetworkInfo, NetworkInfoIPAddress } from '../../types/mesos-v1.ts'

/**
 * One NetworkInfo per network in which the container has an address; with the host's network there is none, and the
 * agent adds its own. Unlike Mesos, names with dots are found too, and every network is reported, not one.
 */
export function networkInfos (details: ContainerDetails): NetworkInfo[] {
  return Object.entries(details.networks).flatMap(([name, { ipAddress, globalIPv6Address }]) => {
    const ipAddresses: NetworkInfoIPAddress[] = []
    if (ipAddress !== '') ipAddresses.push({ protocol: 'IPv4', ipAddress })
    if (globalIPv6Address !== '') ipAddresses.push({ protocol: 'IPv6', ipAddress: globalIPv6Address })
    return ipAddresses.length === 0 ? [] : [{ name, ipAddresses }]
  })
}

/** The pid is that of the container's init, left out when it does not run. */
export function containerStatus (containerId: ContainerID, details: ContainerDetails): ContainerStatus {
  const addresses = networkInfos(details)
  return {
    containerId,
    ...(addresses.length === 0 ? {} : { networkInfos: addresses }),
    ...(details.state.pid === 0 ? {} : { executorPid: details.state.pid })
  }
}
