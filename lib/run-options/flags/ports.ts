import { isIP } from 'node:net'
import { append } from '../append.ts'
import { assign } from '../assign.ts'
import { parsePortRange } from '../parse/port-range.ts'
import { hostBoolean } from './flag.ts'
import type { Flag, Refuse } from './flag.ts'

const SHAPE = /^(?:(?:\[([^\]]*)\]|([^:[\]]*)):)?(?:([\d-]*):)?([\d-]+)(?:\/(tcp|udp|sctp))?$/i

function range (text: string, refuse: Refuse): [number, number] {
  return parsePortRange(text) ?? refuse('has a port or range that is not valid')
}

const expose: Flag = ({ body }, value, refuse) => {
  const [, text, protocol = 'tcp'] = /^([\d-]+)(?:\/(tcp|udp|sctp))?$/i.exec(value) ?? refuse('must be port[-range][/protocol]')
  const [first, last] = range(text as string, refuse)
  for (let port = first; port <= last; port++) assign(body, 'ExposedPorts', { [`${port}/${protocol.toLowerCase()}`]: {} })
}

/** `[ip:][host port or range:]port or range[/protocol]`. A single port may be published on one of a range. */
const publish: Flag = ({ body, host }, value, refuse) => {
  const match = SHAPE.exec(/^[\d-]+:[^:]*$/.test(value) ? `:${value}` : value) ?? refuse('must be [ip:][hostPort:]containerPort[/protocol]')
  const [, bracketed, bare, hostText = '', text, protocol = 'tcp'] = match
  const ip = bracketed ?? bare ?? ''
  if (ip !== '' && isIP(ip) === 0) refuse('has an address that is not an IP address')
  const [first, last] = range(text as string, refuse)
  const [hostFirst, hostLast] = hostText === '' ? [0, 0] : range(hostText, refuse)
  if (hostText !== '' && first !== last && hostLast - hostFirst !== last - first) refuse('has ranges of different lengths')
  const bindings = { ...host.PortBindings }
  for (let port = first; port <= last; port++) {
    const key = `${port}/${protocol.toLowerCase()}`
    const own = hostText === '' || first === last ? hostText : String(hostFirst + port - first)
    append(bindings, key, { HostIp: ip, HostPort: own })
    assign(body, 'ExposedPorts', { [key]: {} })
  }
  host.PortBindings = bindings
}

export const portFlags: Record<string, Flag> = { expose, publish, 'publish-all': hostBoolean('PublishAllPorts') }
