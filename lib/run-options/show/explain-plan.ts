import type { ContainerConfig, CreateBody, PlanDecision } from '../../../types/index.ts'

type Reason = (config: ContainerConfig) => string

const parameter = (config: ContainerConfig, ...keys: string[]): boolean =>
  config.containerInfo?.docker?.parameters?.some(({ key }) => keys.includes(key)) === true
const unlessGiven = (otherwise: string, ...keys: string[]): Reason => (config) => parameter(config, ...keys) ? 'container.docker.parameters' : otherwise

/** Why a field of the create body is as it is, where more than one thing could have made it so. */
const reasons: Readonly<Record<string, Reason>> = {
  Image: () => 'container.docker.image; the container is made of the digest that is pulled',
  Entrypoint: unlessGiven('command.shell: a shell command takes the place of the entrypoint of the image', 'entrypoint'),
  Cmd: ({ commandInfo }) => commandInfo.shell === false ? 'command.value and command.arguments follow the entrypoint of the image' : 'command.value',
  Env: () => 'lowest to highest: the command\'s own, the agent\'s, MESOS_SANDBOX and the other fixed ones, those among the parameters',
  Labels: () => 'ids, labels and discovery of the task, parameters, and over them those that make the container ours',
  User: unlessGiven('command.user', 'user'),
  AttachStdout: () => 'always: stdout is a file of the sandbox',
  AttachStderr: () => 'always: stderr is a file of the sandbox',
  OpenStdin: () => 'never: a task has no stdin',
  'HostConfig.NetworkMode': (config) => parameter(config, 'net', 'network')
    ? 'container.docker.parameters'
    : config.containerInfo?.docker?.network === undefined ? 'default: the network of the host' : 'container.docker.network',
  'HostConfig.LogConfig': unlessGiven('default: the local driver keeps every byte', 'log-driver', 'log-opt'),
  'HostConfig.CpuShares': unlessGiven('cpus of the resources, 1024 for each, at least 2', 'cpu-shares'),
  'HostConfig.CpuPeriod': unlessGiven('the period of the hard limit', 'cpu-period'),
  'HostConfig.CpuQuota': ({ limits, ...config }) => parameter(config, 'cpu-quota')
    ? 'container.docker.parameters'
    : limits?.['cpus'] === undefined ? 'cgroups_enable_cfs: cpus of the resources are a hard limit' : 'the limit of cpus',
  'HostConfig.Memory': unlessGiven('the limit of mem, or mem of the resources where there is none', 'memory'),
  'HostConfig.MemoryReservation': unlessGiven('mem of the resources, below the limit', 'memory-reservation'),
  'HostConfig.MemorySwap': unlessGiven('cgroups_limit_swap', 'memory-swap'),
  'HostConfig.OomScoreAdj': unlessGiven('mem of the resources in relation to the machine\'s', 'oom-score-adj'),
  'HostConfig.Dns': dns,
  'HostConfig.DnsSearch': dns,
  'HostConfig.DnsOptions': dns,
  'HostConfig.Mounts': () => 'container.volumes, persistent volumes, parameters, and the sandbox'
}

function dns (config: ContainerConfig): string {
  return parameter(config, 'dns', 'dns-search', 'dns-opt', 'dns-option') ? 'container.docker.parameters' : 'default_container_dns'
}

/** What is decided by its absence. */
const absences: Array<[field: string, absent: (body: CreateBody) => boolean, reason: string]> = [
  ['User', ({ User }) => User === undefined, 'default: the user of the image'],
  ['Cmd', ({ Cmd }) => Cmd === undefined, 'command.value and command.arguments are unset: the command of the image'],
  ['HostConfig.Memory', ({ HostConfig: { Memory } }) => Memory === undefined, 'no limit: neither resources nor limits name mem'],
  ['HostConfig.CpuQuota', ({ HostConfig: { CpuQuota, NanoCpus } }) => CpuQuota === undefined && NanoCpus === undefined, 'no hard limit: cpus weigh against those of others']
]

/** One decision for each field of the body, and for each that is left to the image or the engine. */
export function explainPlan (config: ContainerConfig, body: CreateBody): PlanDecision[] {
  const { HostConfig, ...own } = body
  const fields = [...Object.entries(own), ...Object.entries(HostConfig).map(([key, value]): [string, unknown] => [`HostConfig.${key}`, value])]
  return [
    ...fields.map(([field, value]) => ({ field, value, reason: reasons[field]?.(config) ?? 'as the task asks' })),
    ...absences.filter(([, absent]) => absent(body)).map(([field, , reason]) => ({ field, value: null, reason }))
  ]
}
