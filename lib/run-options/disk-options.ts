import type { HostConfig, Resource } from '../../types/index.ts'
import { diskQuota } from './disk-quota.ts'

const MIB = 1024 * 1024

/**
 * The disk resources as the size of the container's own file system. Volumes and the sandbox are the host's, and not
 * in it. Persistent volumes and disks of their own do not count.
 */
export function diskOptions (resources: Resource[]): HostConfig {
  const bytes = diskQuota(resources) ?? 0
  return bytes === 0 ? {} : { StorageOpt: { size: `${Math.ceil(bytes / MIB)}M` } }
}
