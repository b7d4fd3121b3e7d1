import { append } from '../append.ts'
import { knownCapabilities } from '../capabilities.ts'
import { pathRule, seccompFile } from '../parameter-files.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { hostBoolean, hostList, hostMap, hostWord } from './flag.ts'
import type { Flag } from './flag.ts'

/** A seccomp profile is a path, as with the CLI, or its text. Until its file has been read the path stands in its place. */
const securityOpt: Flag = ({ host, files }, value, refuse) => {
  if (value === 'systempaths=unconfined') {
    Object.assign(host, { MaskedPaths: [], ReadonlyPaths: [] })
    return
  }
  if (value === 'no-new-privileges') return append(host, 'SecurityOpt', value)
  const [key, text] = parseKeyValue(value) ?? parseKeyValue(value, ':') ?? refuse('must be key=value')
  if (!['apparmor', 'label', 'no-new-privileges', 'seccomp'].includes(key)) refuse('is no security option that is known here')
  if (key === 'no-new-privileges' && text !== 'true' && text !== 'false') refuse('must be true or false')
  if (key !== 'seccomp' || text === 'unconfined') return append(host, 'SecurityOpt', value)
  const file = seccompFile(value)
  const rule = file === undefined ? undefined : pathRule(file)
  if (rule !== undefined) refuse(rule)
  const profile = file === undefined ? text : files?.get(file)
  append(host, 'SecurityOpt', `seccomp=${profile === undefined ? text : compactJson(profile) ?? refuse('must be unconfined, or the JSON of a profile as text or in a file')}`)
}

function compactJson (text: string): string | undefined {
  try {
    return text.trimStart().startsWith('{') ? JSON.stringify(JSON.parse(text)) : undefined
  } catch {
    return undefined
  }
}

const capability = (key: string): Flag => ({ host }, value, refuse) => {
  const upper = value.toUpperCase()
  const name = upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
  append(host, key, knownCapabilities.has(name) ? name : refuse('must name a capability'))
}

/** Those of namespaces that are shared with the host are the engine's to refuse. */
const sysctl: Flag = (draft, value, refuse) => {
  if (!/^(kernel|fs|net)\./.test(value)) refuse('is not a namespaced kernel parameter')
  hostMap('Sysctls')(draft, value, refuse)
}

export const securityFlags: Record<string, Flag> = {
  'cap-add': capability('CapAdd'),
  'cap-drop': capability('CapDrop'),
  cgroupns: hostWord('CgroupnsMode', ['host', 'private']),
  'group-add': hostList('GroupAdd'),
  ipc: hostWord('IpcMode', ['host', 'none', 'private', 'shareable'], true),
  pid: hostWord('PidMode', ['host'], true),
  privileged: hostBoolean('Privileged'),
  'security-opt': securityOpt,
  sysctl,
  userns: hostWord('UsernsMode', ['host']),
  uts: hostWord('UTSMode', ['host'])
}
