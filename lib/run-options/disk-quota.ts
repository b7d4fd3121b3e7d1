import type { Resource } from '../../types/mesos-v1.ts'

const MIB = 1024 * 1024

/** What the disk resources grant a container beside persistent volumes and disks of their own, in bytes; undefined: nothing is said of it. */
export function diskQuota (resources: Resource[] = []): number | undefined {
  const own = resources.filter(({ name, disk }) => name === 'disk' && disk === undefined)
  return own.length === 0 ? undefined : Math.round(own.reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0) * MIB)
}
