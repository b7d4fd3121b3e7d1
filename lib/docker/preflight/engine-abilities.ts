import type { EngineInfo } from '../../../types/docker-engine.ts'
import type { EngineAbilities } from '../../run-options/engine-abilities.ts'
import { mountOf } from './mount-of.ts'

/** What is looked at on this machine: engine and agent share it. */
export interface Machine {
  /** The text of /proc/self/mounts. */
  mounts: string
  exists: (path: string) => boolean
}

const SIZED_DRIVERS = ['btrfs', 'devicemapper', 'windowsfilter', 'zfs']
/** An engine that finds it at its own start hands GPUs out with any runtime. */
const GPU_HOOK = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/bin'].map((directory) => `${directory}/nvidia-container-runtime-hook`)
const REALTIME = '/sys/fs/cgroup/cpu/cpu.rt_runtime_us'

export function engineAbilities (info: EngineInfo, { mounts, exists }: Machine): EngineAbilities {
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
    runtimes,
    logDrivers,
    volumeDrivers
  }
}
