import { posix } from 'node:path'
import type { CreateBody, HostConfig } from '../../../types/index.ts'
import { refusal } from '../refusal.ts'
import { fitsAny } from './glob.ts'
import { hostSources } from './host-sources.ts'
import type { Policy, PolicyContext, PolicyRules, Rule } from './policy.ts'

/** What the engine gives to a container that asks for nothing. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD',
  'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'
].map((name) => `CAP_${name}`)
const HARMLESS_OPTIONS = ['no-new-privileges', 'no-new-privileges=*', 'apparmor=docker-default', 'label=level:*']
const PROTECTED = ['/etc', '/root', '/proc', '/sys', '/dev']

type Named = Exclude<keyof PolicyRules, 'privileged' | 'hostPaths'>

/** Refused unless the rule allows it. */
const risky: Array<[rule: Named, asked: (host: HostConfig, context: PolicyContext) => string[]]> = [
  ['capabilities', (host) => texts(host['CapAdd']).filter((name) => !DEFAULT_CAPABILITIES.includes(name))],
  ['devices', (host, { parameters }) => [
    ...(host['Devices'] as Array<{ PathOnHost: string }> | undefined ?? []).map(({ PathOnHost }) => PathOnHost),
    ...texts(host['DeviceCgroupRules']), ...parameters.filter((key) => key === 'gpus')]],
  ['namespaces', (host) => [['pid', 'PidMode'], ['ipc', 'IpcMode'], ['uts', 'UTSMode'], ['userns', 'UsernsMode']]
    .map(([name, key]) => `${name}=${String(host[key as string])}`).filter((text) => /=(host$|container:)/.test(text))],
  ['securityOptions', (host) => [
    ...texts(host['SecurityOpt']).map((option) => option.replace(/^([a-z-]+):/, '$1=')).filter((option) => !fitsAny(HARMLESS_OPTIONS, option)),
    ...(host['MaskedPaths'] === undefined ? [] : ['systempaths=unconfined'])]]
]

/** Allowed unless the rule has an allow-list without it. */
const ordinary: Array<[rule: Named, asked: (body: CreateBody, context: PolicyContext) => string[]]> = [
  ['images', ({ Image }) => [Image]],
  ['volumeDrivers', ({ HostConfig: host }) => [
    ...(host.VolumeDriver === undefined ? [] : [host.VolumeDriver]),
    ...(host.Mounts ?? []).flatMap((mount) => (mount as { VolumeOptions?: { DriverConfig?: { Name?: string } } }).VolumeOptions?.DriverConfig?.Name ?? [])]],
  ['runtimes', ({ HostConfig: { Runtime } }) => Runtime === undefined ? [] : [String(Runtime)]],
  ['parameters', (_body, { parameters }) => [...parameters]]
]

/** Throws a refusal (CONTAINERIZER_ERR_CONFIG_INVALID) that names the rule when the container asks for more than the policy grants. */
export function checkPolicy (body: CreateBody, policy: Policy, context: PolicyContext): void {
  if (policy === 'mesos') return
  const host = body.HostConfig
  if (host.Privileged === true && policy.privileged !== true) throw refusal('policy privileged', true, 'privileged containers are refused')
  for (const [rule, asked] of risky) {
    for (const value of asked(host, context)) check(rule, value, policy[rule], false)
  }
  for (const [rule, asked] of ordinary) {
    for (const value of asked(body, context)) check(rule, value, policy[rule], policy[rule]?.allow === undefined)
  }
  const others = texts(host['VolumesFrom'])
  if (others.length > 0) throw refusal('policy hostPaths', others, 'volumes of other containers may show any host path')
  for (const source of hostSources(host)) {
    // The engine takes `..` by its letters before it follows links, the kernel, which opens the device of a volume, after.
    for (const path of [source, posix.normalize(source)]) checkPath(path, policy.hostPaths ?? {}, context)
  }
}

function check (rule: Named, value: string, { allow = [], deny = [] }: Rule = {}, otherwise: boolean): void {
  if (fitsAny(deny, value)) throw refusal(`policy ${rule}`, value, 'is denied')
  if (!otherwise && !fitsAny(allow, value)) throw refusal(`policy ${rule}`, value, 'is not allowed')
}

/** A path above a protected one shows it as well, so that is refused too. */
function checkPath (source: string, { allow = [], deny = [] }: Rule, { sandbox, protectedPaths, resolve }: PolicyContext): void {
  const path = resolve(source)
  const overlaps = (other: string): boolean => within(path, other) || within(other, path)
  const denied = deny.find((other) => overlaps(resolve(other)))
  if (denied !== undefined) throw refusal('policy hostPaths', source, `leads to ${denied}, which is denied`)
  if (within(path, resolve(sandbox)) || allow.some((other) => within(path, resolve(other)))) return
  const found = [...PROTECTED, ...protectedPaths].find((other) => overlaps(resolve(other)))
  if (found !== undefined) throw refusal('policy hostPaths', source, `leads to ${found}, which is protected`)
}

function within (path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`)
}

function texts (value: unknown): string[] {
  return value as string[] | undefined ?? []
}
