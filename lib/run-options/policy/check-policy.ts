import type { CreateBody, HostConfig, PlanDecision, Policy, PolicyRule, PolicyRules } from '../../../types/index.ts'
import { refusal } from '../refusal.ts'
import { checkHostPaths } from './check-host-paths.ts'
import type { MachinePaths } from './check-host-paths.ts'
import { fitsAny } from './glob.ts'
import { hostSources } from './host-sources.ts'
import { imageNames } from './image-names.ts'

/** What the engine gives to a container that asks for nothing. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD',
  'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'
].map((name) => `CAP_${name}`)
const HARMLESS_OPTIONS = ['no-new-privileges', 'no-new-privileges=*', 'apparmor=docker-default', 'label=level:*']

type Named = Exclude<keyof PolicyRules, 'privileged' | 'hostPaths'>

/** What is asked for, each with all its names: one that is denied suffices, as does one that is allowed. */
type Asked = Array<string | string[]>

/** Refused unless the rule allows it. */
const risky: Array<[rule: Named, asked: (host: HostConfig, parameters: readonly string[]) => Asked]> = [
  ['capabilities', (host) => texts(host['CapAdd']).filter((name) => !DEFAULT_CAPABILITIES.includes(name))],
  ['devices', (host, parameters) => [
    ...(host['Devices'] as Array<{ PathOnHost: string }> | undefined ?? []).map(({ PathOnHost }) => PathOnHost),
    ...texts(host['DeviceCgroupRules']), ...parameters.filter((key) => key === 'gpus')]],
  ['namespaces', (host) => [['pid', 'PidMode'], ['ipc', 'IpcMode'], ['uts', 'UTSMode'], ['userns', 'UsernsMode']]
    .map(([name, key]) => `${name}=${String(host[key as string])}`).filter((text) => /=(host$|container:)/.test(text))],
  ['securityOptions', (host) => [
    ...texts(host['SecurityOpt']).map((option) => option.replace(/^([a-z-]+):/, '$1=')).filter((option) => !fitsAny(HARMLESS_OPTIONS, option)),
    ...(host['MaskedPaths'] === undefined ? [] : ['systempaths=unconfined'])]]
]

/** Allowed unless the rule has an allow-list without it. */
const ordinary: Array<[rule: Named, asked: (body: CreateBody, parameters: readonly string[]) => Asked]> = [
  ['images', ({ Image }) => [imageNames(Image)]],
  ['volumeDrivers', ({ HostConfig: host }) => [
    ...(host.VolumeDriver === undefined ? [] : [host.VolumeDriver]),
    ...(host.Mounts ?? []).flatMap((mount) => (mount as { VolumeOptions?: { DriverConfig?: { Name?: string } } }).VolumeOptions?.DriverConfig?.Name ?? [])]],
  ['runtimes', ({ HostConfig: { Runtime } }) => Runtime === undefined ? [] : [String(Runtime)]],
  ['parameters', (_body, parameters) => [...parameters]]
]

export interface PolicyContext extends MachinePaths {
  /** Keys of DockerInfo's parameters. */
  parameters: readonly string[]
}

/**
 * Throws a refusal (CONTAINERIZER_ERR_CONFIG_INVALID) that names the rule when the container asks for more than the policy
 * grants. Host paths are taken by their letters here: where their links lead is the machine's to say. Gives the rules that were applied.
 */
export function checkPolicy (body: CreateBody, policy: Policy, context: PolicyContext): PlanDecision[] {
  if (policy === 'mesos') return [{ field: 'policy', value: policy, reason: overlooked(body, context) }]
  const { parameters } = context
  const host = body.HostConfig
  if (host.Privileged === true && policy.privileged !== true) throw refusal('policy privileged', true, 'privileged containers are refused')
  const applied = [
    ...risky.flatMap(([rule, asked]) => check(rule, asked(host, parameters), policy[rule], false)),
    ...ordinary.flatMap(([rule, asked]) => check(rule, asked(body, parameters), policy[rule], policy[rule]?.allow === undefined))
  ]
  const others = texts(host['VolumesFrom'])
  if (others.length > 0) throw refusal('policy hostPaths', others, 'volumes of other containers may show any host path')
  const sources = hostSources(host)
  checkHostPaths(sources, policy.hostPaths ?? {}, context, (path) => path)
  return [...applied, ...sources.map((value) => ({ field: 'policy hostPaths', value, reason: context.own.includes(value) ? 'the agent itself shows it' : 'leads to nothing protected' }))]
}

function overlooked (body: CreateBody, context: PolicyContext): string {
  try {
    checkPolicy(body, {}, context)
    return 'nothing is judged; the default policy would allow this as well'
  } catch (error) {
    return `nothing is judged; the default policy would say: ${(error as Error).message}`
  }
}

function check (rule: Named, asked: Asked, { allow = [], deny = [] }: PolicyRule = {}, otherwise: boolean): PlanDecision[] {
  return asked.map((one) => {
    const names = [one].flat()
    const fits = (patterns: readonly string[]): boolean => names.some((name) => fitsAny(patterns, name))
    if (fits(deny)) throw refusal(`policy ${rule}`, names[0], 'is denied')
    if (!otherwise && !fits(allow)) throw refusal(`policy ${rule}`, names[0], 'is not allowed')
    return { field: `policy ${rule}`, value: names[0], reason: fits(allow) ? 'is allowed' : 'is not denied' }
  })
}

function texts (value: unknown): string[] {
  return value as string[] | undefined ?? []
}
