import t from 'tap'
import { portFlags } from '../../../lib/run-options/flags/ports.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(portFlags, ...pairs)

const accepted = [
  [['expose=80', 'expose=90-91/UDP', 'publish-all=true'], { body: { ExposedPorts: { '80/tcp': {}, '90/udp': {}, '91/udp': {} } }, host: { PublishAllPorts: true } }],
  [['publish=80'], { body: { ExposedPorts: { '80/tcp': {} } }, host: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '' }] } } }],
  [['publish=8080:80', 'publish=8081:80'], { host: { PortBindings: { '80/tcp': [{ HostPort: '8080' }, { HostPort: '8081' }] } } }],
  [['publish=8080-8081:80-81/udp'], { host: { PortBindings: { '80/udp': [{ HostPort: '8080' }], '81/udp': [{ HostPort: '8081' }] } } }],
  [['publish=8080-8090:80'], { host: { PortBindings: { '80/tcp': [{ HostPort: '8080-8090' }] } } }],
  [['publish=127.0.0.1:8080:80'], { host: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } } }],
  [['publish=127.0.0.1::80'], { host: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } } }],
  [['publish=[::1]:8080:80'], { host: { PortBindings: { '80/tcp': [{ HostIp: '::1', HostPort: '8080' }] } } }]
] as const

const refused = [
  [['expose=x'], 'must be port[-range][/protocol]'],
  [['expose=2-1'], 'has a port or range that is not valid'],
  [['publish=x'], 'must be [ip:][hostPort:]containerPort[/protocol]'],
  [['publish=host:1:2'], 'has an address that is not an IP address'],
  [['publish=1:70000'], 'has a port or range that is not valid'],
  [['publish=70000:1'], 'has a port or range that is not valid'],
  [['publish=1-3:1-2'], 'has ranges of different lengths']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
