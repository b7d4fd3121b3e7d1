import t from 'tap'
import { containerStatus, networkInfos } from '../../lib/docker/container-status.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import type { ContainerDetails, EndpointAddresses } from '../../types/docker-engine.ts'

const endpoint = (over: Partial<EndpointAddresses>): EndpointAddresses => ({ ipAddress: '', globalIPv6Address: '', gateway: '', ...over })
const on = (networks: ContainerDetails['networks'], pid = 7): ContainerDetails => ({ ...detailsOf({ pid }), networks })

t.test('every network with an address is told, also one with dots in its name', async (t) => {
  const details = on({
    bridge: endpoint({ ipAddress: '172.17.0.2' }),
    'net.v6': endpoint({ globalIPv6Address: 'fd00::2' }),
    both: endpoint({ ipAddress: '10.0.0.2', globalIPv6Address: 'fd01::2' }),
    host: endpoint({})
  })
  t.strictSame(networkInfos(details), [
    { name: 'bridge', ipAddresses: [{ protocol: 'IPv4', ipAddress: '172.17.0.2' }] },
    { name: 'net.v6', ipAddresses: [{ protocol: 'IPv6', ipAddress: 'fd00::2' }] },
    { name: 'both', ipAddresses: [{ protocol: 'IPv4', ipAddress: '10.0.0.2' }, { protocol: 'IPv6', ipAddress: 'fd01::2' }] }
  ])
})

t.test('a running container has the pid of its init, and addresses where it has any', async (t) => {
  t.strictSame(containerStatus({ value: 'c' }, on({ bridge: endpoint({ ipAddress: '172.17.0.2' }) })), {
    containerId: { value: 'c' },
    networkInfos: [{ name: 'bridge', ipAddresses: [{ protocol: 'IPv4', ipAddress: '172.17.0.2' }] }],
    executorPid: 7
  })
})

t.test('a container that does not run, on the host\'s network, is its id alone', async (t) => {
  t.strictSame(containerStatus({ value: 'c' }, on({ host: endpoint({}) }, 0)), { containerId: { value: 'c' } })
})
