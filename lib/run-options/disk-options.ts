import type { HostConfig, Resource } from '../../types/index.ts'

/**
 * The disk resources as the size of the container's own file system. Volumes and the sandbox are the host's, and not
 * in it. Persistent volumes and disks of their own do not count.
 */
export function diskOptions (resources: Resource[]): HostConfig {
  const megabytes = resources.filter(({ name, disk }) => name === 'disk' && disk === undefined).reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0)
  return megabytes === 0 ? {} : { StorageOpt: { size: `${Math.ceil(megabytes)}M` } }
}
