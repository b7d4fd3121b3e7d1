import type { EngineInfo } from '../../../types/docker-engine.ts'
import type { EngineAbilities } from '../../run-options/engine-abilities.ts'
import { parseCpuSet } from '../../run-options/parse/cpu-set.ts'
import { mountOf } from './mount-of.ts'

/** What is looked at on this machine: engine and agent share it. */
export interface Machine {
  /** The text of /proc/self/mounts. */
  mounts: string
  /** The text of /sys/devices/system/node/online, such as `0-1`. */
  memoryNodes: string
  exists: (path: string) => boolean
}

const SIZED_DRIVERS = ['btrfs', 'devicemapper', 'windowsfilter', 'zfs']
/** An engine that finds it at its own start hands GPUs out with any runtime. */
const GPU_HOOK = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/bin'].map((directory) => `${directory}/nvidia-container-runtime-hook`)
const REALTIME = '/sys/fs/cgroup/cpu/cpu.rt_runtime_us'

export function engineAbilities (info: EngineInfo, apiVersion: string, { mounts, memoryNodes, exists }: Machine): EngineAbilities {
  const { cpus, cgroupVersion, cgroupDriver, runtimes, logDrivers, volumeDrivers, storageDriver, dockerRootDir } = info
  const { fileSystem, options } = mountOf(dockerRootDir, mounts)
  return {
    cpus,
    cgroupVersion,
    cgroupDriver,
    gpus: runtimes.includes('nvidia') || GPU_HOOK.some(exists),
    // overlay2 counts with the project quotas of xfs.
    storageQuota: SIZED_DRIVERS.includes(storageDriver) || (fileSystem === 'xfs' && options.some((option) => ['pquota', 'prjquota'].includes(option))),
    realtime: exists(REALTIME),
    newCapabilities: apiVersion.localeCompare('1.42', 'en', { numeric: true }) >= 0,
    memoryNodes: parseCpuSet(memoryNodes.trim()) ?? [0],
    runtimes,
    logDrivers,
    volumeDrivers
  }
}
