import { append } from '../append.ts'
import { parseInteger } from '../parse/integer.ts'
import { parseSize } from '../parse/size.ts'
import { hostBoolean, hostInteger, hostSize, hostText } from './flag.ts'
import type { Flag } from './flag.ts'
import type { Ulimit } from '../ulimits.ts'

const MIN_MEMORY = 6 * 1024 * 1024
const ULIMITS = ['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc', 'rss', 'rtprio', 'rttime', 'sigpending', 'stack']

/** The engine takes either a number of CPUs or period and quota: what is said later counts. */
const cpus: Flag = ({ host }, value, refuse) => {
  const nano = /^\d*\.?\d+$/.test(value) ? Number(value) * 1e9 : refuse('must be a number of CPUs')
  if (Math.abs(nano - Math.round(nano)) > 1e-3) refuse('is too precise')
  if (nano < 1e7) refuse('must be at least 0.01')
  delete host.CpuPeriod
  delete host.CpuQuota
  host.NanoCpus = Math.round(nano)
}

const insteadOfCpus = (flag: Flag): Flag => (draft, value, refuse) => {
  flag(draft, value, refuse)
  delete draft.host.NanoCpus
}

/** -1: no quota, 0: the engine's choice. */
const quota: Flag = ({ host }, value, refuse) => {
  const microseconds = parseInteger(value) ?? refuse('must be an integer')
  host.CpuQuota = microseconds < -1 || (microseconds > 0 && microseconds < 1000) ? refuse('must be -1, 0 or at least 1000') : microseconds
}

const memorySwap: Flag = ({ host }, value, refuse) => {
  host.MemorySwap = value === '-1' ? -1 : parseSize(value) ?? refuse('must be a size such as 64m, or -1')
}

const swappiness: Flag = (draft, value, refuse) => {
  // -1 is the CLI's word for not given.
  if (value === '-1') delete draft.host['MemorySwappiness']
  else hostInteger('MemorySwappiness', 0, 100)(draft, value, refuse)
}

const ulimit: Flag = ({ host }, value, refuse) => {
  const [, name, softText, hardText] = /^([a-z]+)=([^:]+)(?::([^:]+))?$/.exec(value) ?? refuse('must be name=soft[:hard]')
  if (!ULIMITS.includes(name as string)) refuse(`must name one of ${ULIMITS.join(', ')}`)
  const soft = parseInteger(softText as string) ?? refuse('limits must be integers')
  const hard = hardText === undefined ? soft : parseInteger(hardText) ?? refuse('limits must be integers')
  if (hard !== -1 && (soft > hard || soft === -1)) refuse('the soft limit must not be above the hard one')
  host['Ulimits'] = (host['Ulimits'] as Ulimit[] | undefined ?? []).filter((other) => other.Name !== name)
  append(host, 'Ulimits', { Name: name, Soft: soft, Hard: hard })
}

export const resourceFlags: Record<string, Flag> = {
  'blkio-weight': hostInteger('BlkioWeight', 10, 1000),
  'cgroup-parent': hostText('CgroupParent'),
  'cpu-period': insteadOfCpus(hostInteger('CpuPeriod', 1000, 1_000_000)),
  'cpu-quota': insteadOfCpus(quota),
  'cpu-rt-period': hostInteger('CpuRealtimePeriod', 0),
  'cpu-rt-runtime': hostInteger('CpuRealtimeRuntime', 0),
  'cpu-shares': hostInteger('CpuShares', 0, 262_144),
  cpus,
  'cpuset-cpus': hostText('CpusetCpus'),
  'cpuset-mems': hostText('CpusetMems'),
  memory: hostSize('Memory', MIN_MEMORY),
  'memory-reservation': hostSize('MemoryReservation', MIN_MEMORY),
  'memory-swap': memorySwap,
  'memory-swappiness': swappiness,
  'oom-kill-disable': hostBoolean('OomKillDisable'),
  'oom-score-adj': hostInteger('OomScoreAdj', -1000, 1000),
  'pids-limit': hostInteger('PidsLimit', -1),
  'shm-size': hostSize('ShmSize'),
  ulimit
}
