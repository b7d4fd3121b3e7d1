import { newCapabilities } from './capabilities.ts'
import type { Draft } from './draft.ts'
import type { EngineAbilities } from './engine-abilities.ts'
import { parseCpuSet } from './parse/cpu-set.ts'
import { refusal } from './refusal.ts'

type Rule = [field: string, asked: (draft: Draft, engine: EngineAbilities) => unknown, rule: (engine: EngineAbilities) => string]

/** Set by the engine's own plugins beside those that are built in: they come and go, and have a tag. */
const isPlugin = (driver: string): boolean => /[/:]/.test(driver)

/** What another engine would do and this one cannot. A row refuses when it gives a value. */
const rules: Rule[] = [
  ['gpus', ({ host }, { gpus }) => gpus ? undefined : (host['DeviceRequests'] as Array<{ Driver: string, Count: number }> | undefined)?.find(({ Driver }) => ['', 'nvidia'].includes(Driver))?.Count,
    () => 'the engine has no runtime for GPUs (nvidia)'],
  ['cpus', ({ host }, { cpus }) => (host.NanoCpus ?? 0) > cpus * 1e9 ? Number(host.NanoCpus) / 1e9 : undefined, ({ cpus }) => `the engine has only ${cpus}`],
  ['cpuset-cpus', ({ host }, { cpus }) => host.CpusetCpus && parseCpuSet(host.CpusetCpus)?.every((cpu) => cpu < cpus) !== true ? host.CpusetCpus : undefined, ({ cpus }) => `the engine has only 0-${cpus - 1}`],
  ['cpuset-mems', ({ host }, { memoryNodes }) => host['CpusetMems'] && parseCpuSet(String(host['CpusetMems']))?.every((node) => memoryNodes.includes(node)) !== true ? host['CpusetMems'] : undefined, ({ memoryNodes }) => `the engine has only ${memoryNodes.join(', ')}`],
  ['capabilities', ({ host }, engine) => engine.newCapabilities ? undefined : [...texts(host['CapAdd']), ...texts(host['CapDrop'])].find((name) => newCapabilities.includes(name)), () => 'the engine does not know it'],
  ['storage-opt size', ({ host }, { storageQuota }) => storageQuota ? undefined : (host['StorageOpt'] as { size?: string } | undefined)?.size, () => 'the storage driver of the engine cannot limit sizes here'],
  ['volume size', ({ host }, { storageQuota }) => storageQuota ? undefined : localSize(host.Mounts), () => 'the volumes of the engine cannot be limited in size here'],
  ['oom-kill-disable', ({ host }, { cgroupVersion }) => host['OomKillDisable'] === true && cgroupVersion !== '1' ? true : undefined, () => 'cgroups of version 2 do not have it'],
  ['memory-swappiness', ({ host }, { cgroupVersion }) => cgroupVersion === '1' ? undefined : host['MemorySwappiness'], () => 'cgroups of version 2 do not have it'],
  ['cpu-rt-runtime', ({ host }, { realtime }) => realtime ? undefined : host['CpuRealtimeRuntime'] ?? host['CpuRealtimePeriod'], () => 'the kernel has no real-time CPU time for groups'],
  ['cgroup-parent', ({ host }, { cgroupDriver }) => cgroupDriver === 'systemd' && host['CgroupParent'] !== undefined && !String(host['CgroupParent']).endsWith('.slice') ? host['CgroupParent'] : undefined, () => 'must be a slice (xxx.slice): the engine has the cgroup driver systemd'],
  ['cgroupns', ({ host }, { cgroupVersion }) => cgroupVersion === '1' && host['CgroupnsMode'] === 'private' && host.Privileged === true ? 'private' : undefined, () => 'a privileged container has no cgroup namespace of its own with cgroups of version 1'],
  ['runtime', ({ host }, { runtimes }) => host['Runtime'] !== undefined && !runtimes.includes(String(host['Runtime'])) ? host['Runtime'] : undefined, ({ runtimes }) => `the engine has only ${runtimes.join(', ')}`],
  ['log-driver', ({ host }, { logDrivers }) => [host.LogConfig?.Type ?? ''].find((driver) => driver !== 'none' && !logDrivers.includes(driver) && !isPlugin(driver)), ({ logDrivers }) => `the engine has only ${logDrivers.join(', ')}`],
  ['volume driver', ({ host }, { volumeDrivers }) => drivers(host.Mounts, host.VolumeDriver).find((driver) => !volumeDrivers.includes(driver) && !isPlugin(driver)), ({ volumeDrivers }) => `the engine has only ${volumeDrivers.join(', ')}`]
]

/** Throws a refusal for the first setting that this engine cannot honour. */
export function refuseUnable (draft: Draft, engine: EngineAbilities): void {
  for (const [field, asked, rule] of rules) {
    const value = asked(draft, engine)
    if (value !== undefined) throw refusal(field, value, rule(engine))
  }
}

function texts (value: unknown): string[] {
  return value as string[] | undefined ?? []
}

interface Driver { Name?: string, Options?: Record<string, string> }

function driverOf (mount: Record<string, unknown>): Driver {
  return (mount['VolumeOptions'] as { DriverConfig?: Driver } | undefined)?.DriverConfig ?? {}
}

function localSize (mounts: Array<Record<string, unknown>> = []): string | undefined {
  return mounts.map(driverOf).find(({ Name = '', Options }) => ['', 'local'].includes(Name) && Options?.['size'] !== undefined)?.Options?.['size']
}

function drivers (mounts: Array<Record<string, unknown>> = [], common = ''): string[] {
  const own = mounts.map((mount) => driverOf(mount).Name ?? '')
  return [...own, common].filter((driver) => driver !== '')
}
