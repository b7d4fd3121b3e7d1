import { isIP, isIPv4, isIPv6 } from 'node:net'
import { append } from '../append.ts'
import { assign } from '../assign.ts'
import type { Draft } from '../draft.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { hostList } from './flag.ts'
import type { Flag, Refuse } from './flag.ts'

const addHost: Flag = ({ host }, value, refuse) => {
  const [name, text] = parseKeyValue(value, value.includes('=') ? '=' : ':') ?? refuse('must be host:ip')
  const ip = text.replace(/^\[(.*)\]$/, '$1')
  append(host, 'ExtraHosts', isIP(ip) > 0 || ip === 'host-gateway' ? `${name}:${ip}` : refuse('has no IP address'))
}

const dns: Flag = ({ host }, value, refuse) => append(host, 'Dns', isIP(value) > 0 ? value : refuse('must be an IP address'))

const hostname: Flag = ({ body }, value, refuse) => {
  body.Hostname = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(value) ? value : refuse('must be a host name')
}

function address ({ endpoint }: Draft, key: string, value: string, valid: boolean, refuse: Refuse): void {
  assign(endpoint, 'IPAMConfig', { [key]: valid ? value : refuse('must be an IP address of its family') })
}

const ip: Flag = (draft, value, refuse) => address(draft, 'IPv4Address', value, isIPv4(value), refuse)
const ip6: Flag = (draft, value, refuse) => address(draft, 'IPv6Address', value, isIPv6(value), refuse)

const linkLocal: Flag = ({ endpoint }, value, refuse) => {
  const config = { ...endpoint['IPAMConfig'] as object | undefined }
  append(config, 'LinkLocalIPs', isIP(value) > 0 ? value : refuse('must be an IP address'))
  endpoint['IPAMConfig'] = config
}

const link: Flag = ({ host }, value, refuse) => {
  append(host, 'Links', /^[^:]+(:[^:]+)?$/.test(value) ? value : refuse('must be container[:alias]'))
}

const macAddress: Flag = ({ body }, value, refuse) => {
  body.MacAddress = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value) ? value : refuse('must be a MAC address')
}

const alias: Flag = ({ endpoint }, value) => append(endpoint, 'Aliases', value)

/** All but `network` itself, which is looked at before the others. */
export const networkFlags: Record<string, Flag> = {
  'add-host': addHost,
  dns,
  'dns-opt': hostList('DnsOptions'),
  'dns-option': hostList('DnsOptions'),
  'dns-search': hostList('DnsSearch'),
  domainname: ({ body }, value) => { body.Domainname = value },
  hostname,
  ip,
  ip6,
  link,
  'link-local-ip': linkLocal,
  'mac-address': macAddress,
  'net-alias': alias,
  'network-alias': alias
}
