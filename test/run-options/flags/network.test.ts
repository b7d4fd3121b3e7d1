import t from 'tap'
import { networkFlags } from '../../../lib/run-options/flags/network.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(networkFlags, ...pairs)

const accepted = [
  [['add-host=a:1.2.3.4', 'add-host=b=::1', 'add-host=c:[::1]', 'add-host=d:host-gateway'], { host: { ExtraHosts: ['a:1.2.3.4', 'b:::1', 'c:::1', 'd:host-gateway'] } }],
  [['dns=1.1.1.1', 'dns-opt=a', 'dns-option=b', 'dns-search=c'], { host: { Dns: ['1.1.1.1'], DnsOptions: ['a', 'b'], DnsSearch: ['c'] } }],
  [['hostname=h.x', 'domainname=d', 'mac-address=02:00:00:00:00:0A'], { body: { Hostname: 'h.x', Domainname: 'd', MacAddress: '02:00:00:00:00:0A' } }],
  [['ip=10.0.0.2', 'ip6=fd00::2', 'link-local-ip=169.254.0.1', 'link-local-ip=fe80::1'], {
    endpoint: { IPAMConfig: { IPv4Address: '10.0.0.2', IPv6Address: 'fd00::2', LinkLocalIPs: ['169.254.0.1', 'fe80::1'] } }
  }],
  [['link-local-ip=169.254.0.1'], { endpoint: { IPAMConfig: { LinkLocalIPs: ['169.254.0.1'] } } }],
  [['net-alias=a', 'network-alias=b'], { endpoint: { Aliases: ['a', 'b'] } }],
  [['link=a', 'link=b:c'], { host: { Links: ['a', 'b:c'] } }]
] as const

const refused = [
  [['add-host=a'], 'must be host:ip'],
  [['add-host=a:b'], 'has no IP address'],
  [['dns=a'], 'must be an IP address'],
  [['hostname=a b'], 'must be a host name'],
  [['ip=fd00::2'], 'must be an IP address of its family'],
  [['ip6=10.0.0.2'], 'must be an IP address of its family'],
  [['link-local-ip=a'], 'must be an IP address'],
  [['link=a:b:c'], 'must be container[:alias]'],
  [['mac-address=02'], 'must be a MAC address']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
