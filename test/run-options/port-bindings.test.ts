import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { portBindings } from '../../lib/run-options/port-bindings.ts'
import type { ContainerInfoDockerInfo, Resource } from '../../types/index.ts'

const offered: Resource[] = [{ name: 'cpus', type: 'SCALAR' }, { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 31001 }, { begin: 31005, end: 31005 }] } }]
const plan = (docker: Omit<ContainerInfoDockerInfo, 'image'>, resources = offered) => {
  const draft = newDraft('i')
  portBindings(draft, { image: 'i', ...docker }, resources)
  return draft
}

t.test('no mappings, nothing published', async (t) => {
  const { host, body } = plan({})
  t.same([host.PortBindings, body.ExposedPorts], [undefined, undefined])
})

t.test('mappings are published, protocol in small letters, several on one port together', async (t) => {
  const { host, body } = plan({
    network: 'BRIDGE',
    portMappings: [{ hostPort: 31000, containerPort: 80 }, { hostPort: 31005, containerPort: 53, protocol: 'UDP' }, { hostPort: 31001, containerPort: 80, protocol: 'tcp' }]
  })
  t.same(host.PortBindings, { '80/tcp': [{ HostIp: '', HostPort: '31000' }, { HostIp: '', HostPort: '31001' }], '53/udp': [{ HostIp: '', HostPort: '31005' }] })
  t.same(body.ExposedPorts, { '80/tcp': {}, '53/udp': {} })
})

const one = { hostPort: 31000, containerPort: 80 }
for (const [fact, docker, resources, message] of [
  ['the network of the host', { portMappings: [one] }, offered, /Port mappings are only supported for bridge and user-defined networks/],
  ['no resources', { network: 'USER', portMappings: [one] }, [], /Port mappings require resources/],
  ['no port resources', { network: 'USER', portMappings: [one] }, [{ name: 'ports', type: 'RANGES' }], /Port mappings require port resources/],
  ['a host port that was not offered', { network: 'USER', portMappings: [one, { ...one, hostPort: 31002 }] }, offered, /^container\.docker\.portMappings\[1\]\.hostPort 31002: Port \[31002\] not included in resources/],
  ['container port 0', { network: 'USER', portMappings: [{ ...one, containerPort: 0 }] }, offered, /containerPort 0: must be from 1 to 65535/],
  ['container port 65536', { network: 'USER', portMappings: [{ ...one, containerPort: 65536 }] }, offered, /containerPort 65536/],
  ['another protocol', { network: 'USER', portMappings: [{ ...one, protocol: 'icmp' }] }, offered, /protocol "icmp": must be one of tcp, udp, sctp/]
] as const) {
  t.test(`refuses mappings with ${fact}`, async (t) => {
    t.throws(() => plan(docker as unknown as Omit<ContainerInfoDockerInfo, 'image'>, resources as unknown as Resource[]), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
  })
}
