import t from 'tap'
import { networkFlags } from '../../../lib/run-options/show/network-flags.ts'
import type { CreateBody, HostConfig } from '../../../types/index.ts'

const show = (host: HostConfig, more: Partial<CreateBody> = {}) => networkFlags({ Image: 'i', HostConfig: host, ...more }).map((pair) => pair.join('='))
const endpoints = (EndpointsConfig: Record<string, Record<string, unknown>>) => ({ NetworkingConfig: { EndpointsConfig } })

t.test('one network has flags of its own', async (t) => {
  t.same(show({}), [])
  t.same(show({ NetworkMode: 'host' }), ['network=host'])
  const IPAMConfig = { IPv4Address: '10.0.0.2', IPv6Address: 'fd::2', LinkLocalIPs: ['169.254.1.1'] }
  t.same(show({ NetworkMode: 'n' }, endpoints({ n: { IPAMConfig, Aliases: ['a'] } })), ['network=n', 'ip=10.0.0.2', 'ip6=fd::2', 'link-local-ip=169.254.1.1', 'network-alias=a'])
})

t.test('several, and options of drivers, stand in one flag each', async (t) => {
  t.same(show({ NetworkMode: 'n' }, endpoints({ n: { DriverOpts: { k: 'v' } }, m: { Aliases: ['a'], IPAMConfig: { IPv4Address: '10.0.0.3' } } })),
    ['network=name=n,driver-opt=k=v', 'network=name=m,ip=10.0.0.3,alias=a'])
})

t.test('ports are published or exposed', async (t) => {
  const PortBindings = { '80/tcp': [{ HostPort: '8080' }], '81/udp': [{ HostIp: '127.0.0.1', HostPort: '' }, { HostIp: '::1', HostPort: '1' }], '82/tcp': [{ HostIp: '', HostPort: '' }] }
  t.same(show({ PortBindings }, { ExposedPorts: { '80/tcp': {}, '90/tcp': {} } }),
    ['expose=90/tcp', 'publish=8080:80/tcp', 'publish=127.0.0.1::81/udp', 'publish=[::1]:1:81/udp', 'publish=82/tcp'])
})
