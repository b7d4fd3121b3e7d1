import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { networkOptions } from '../../lib/run-options/network-options.ts'
import type { ContainerInfo, ContainerInfoDockerInfoNetwork, NetworkInfo } from '../../types/index.ts'

const plan = (network: ContainerInfoDockerInfoNetwork | undefined, rest: Partial<ContainerInfo> = {}) => {
  const draft = newDraft('i')
  networkOptions(draft, { type: 'DOCKER', docker: { image: 'i', ...(network === undefined ? {} : { network }) }, ...rest })
  return draft
}

for (const [network, mode] of [[undefined, 'host'], ['HOST', 'host'], ['BRIDGE', 'bridge'], ['NONE', 'none']] as const) {
  t.test(`network ${network} is ${mode}`, async (t) => t.equal(plan(network).host.NetworkMode, mode))
}

t.test('without DockerInfo the network is that of the host', async (t) => {
  const draft = newDraft('i')
  networkOptions(draft, { type: 'DOCKER' })
  t.equal(draft.host.NetworkMode, 'host')
})

t.test('network USER is the one named', async (t) => {
  t.equal(plan('USER', { networkInfos: [{ name: 'web.prod', labels: {}, ipAddresses: [] }] }).host.NetworkMode, 'web.prod')
  t.equal(plan('USER', { networkInfos: [{ name: 'bridge', labels: { labels: [] } }] }).host.NetworkMode, 'bridge')
})

t.test('addresses asked for become those of the endpoint; a mere wish for IPv4 is what one gets anyway', async (t) => {
  const ipAddresses: NetworkInfo['ipAddresses'] = [{ protocol: 'IPv4' }, { ipAddress: '10.0.0.7' }, { protocol: 'IPv6', ipAddress: 'fd00::7' }]
  t.same(plan('USER', { networkInfos: [{ name: 'web', ipAddresses }] }).endpoint, { IPAMConfig: { IPv4Address: '10.0.0.7', IPv6Address: 'fd00::7' } })
  t.same(plan('USER', { networkInfos: [{ name: 'web', ipAddresses: [{}] }] }).endpoint, {})
})

t.test('several network infos are several networks, each with its own addresses', async (t) => {
  const { host, endpoint, others } = plan('USER', { networkInfos: [{ name: 'web', ipAddresses: [{ ipAddress: '10.0.0.7' }] }, { name: 'db' }, { name: 'bridge' }] })
  t.equal(host.NetworkMode, 'web')
  t.same(endpoint, { IPAMConfig: { IPv4Address: '10.0.0.7' } })
  t.strictSame([...others], [['db', {}], ['bridge', {}]])
})

t.test('a host name is set where the network is not that of the host', async (t) => {
  t.equal(plan('NONE', { hostname: 'h' }).body.Hostname, 'h')
})

const user = (info: NetworkInfo): Partial<ContainerInfo> => ({ networkInfos: [info] })
for (const [fact, network, rest, message] of [
  ['a host name with the network of the host', undefined, { hostname: 'h' }, 'container.hostname "h": Unable to set hostname with host network mode'],
  ['network infos beside another network', 'BRIDGE', user({ name: 'x' }), /^container\.networkInfos .*USER.*BRIDGE/],
  ['USER without network info', 'USER', {}, /No network info found in container info/],
  ['a network named twice', 'USER', { networkInfos: [{ name: 'a' }, { name: 'b' }, { name: 'b' }] }, 'container.networkInfos "b": is named twice'],
  ['the first network named twice', 'USER', { networkInfos: [{ name: 'a' }, { name: 'a' }] }, 'container.networkInfos "a": is named twice'],
  ['an address that is none', 'USER', user({ name: 'a', ipAddresses: [{ ipAddress: '1.1.1' }] }), 'container.networkInfos[0].ipAddresses[0].ipAddress "1.1.1": must be an IP address'],
  ['an address of another protocol', 'USER', user({ name: 'a', ipAddresses: [{ protocol: 'IPv6', ipAddress: '1.1.1.1' }] }), /ipAddresses\[0\]\.protocol "IPv6": is not that of the address 1\.1\.1\.1/],
  ['a network info without name', 'USER', user({}), /No network name found in network info/],
  ['a name that is a mode', 'USER', user({ name: 'container:x' }), /not a user-defined network/],
  ['groups', 'USER', user({ name: 'a', groups: ['g'] }), /^container\.networkInfos\[0\]\.groups \["g"\]/],
  ['labels', 'USER', user({ name: 'a', labels: { labels: [{ key: 'k' }] } }), /^container\.networkInfos\[0\]\.labels/],
  ['port mappings in the network info', 'USER', user({ name: 'a', portMappings: [{ hostPort: 1, containerPort: 1 }] }), /use container\.docker\.portMappings/],
  ['a mere wish for IPv6', 'USER', user({ name: 'a', ipAddresses: [{ protocol: 'IPv6' }] }), /^container\.networkInfos\[0\]\.ipAddresses\[0\] "IPv6"/],
  ['two addresses of a family', 'USER', user({ name: 'a', ipAddresses: [{ ipAddress: '1.1.1.1' }, { ipAddress: '2.2.2.2' }] }), /one address of each family/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => {
    t.throws(() => plan(network, rest as Partial<ContainerInfo>), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
  })
}
