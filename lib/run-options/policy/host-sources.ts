import type { HostConfig } from '../../../types/index.ts'

interface VolumeMount { Type?: string, Source?: string, VolumeOptions?: { DriverConfig?: { Name?: string, Options?: Record<string, string> } } }

/** File systems that the local volume driver can mount without touching the host's files. */
const FOREIGN = ['nfs', 'nfs4', 'cifs', 'tmpfs']
const BINDS = ['bind', 'rbind']

/** Every host path that the container would see, also those that come in as the device of a volume. */
export function hostSources (host: HostConfig): string[] {
  const binds = (host.Binds ?? []).map((bind) => bind.slice(0, bind.indexOf(':'))).filter((source) => source.startsWith('/'))
  const mounts = (host.Mounts ?? []) as VolumeMount[]
  return [...binds, ...mounts.flatMap((mount) => mount.Type === 'bind' ? [String(mount.Source)] : deviceOf(mount))]
}

/**
 * The kernel ignores the type of a bind mount, so its option decides. A file system of another type may name host paths
 * anywhere in its options: it counts as the whole host.
 */
function deviceOf ({ VolumeOptions }: VolumeMount): string[] {
  const { Name = 'local', Options = {} } = VolumeOptions?.DriverConfig ?? {}
  if (Name !== 'local' || Object.keys(Options).length === 0) return []
  const { type = '', o = '', device = '' } = Options
  const words = o.split(',')
  if (words.some((word) => BINDS.includes(word))) return [`/${device}`]
  return FOREIGN.includes(type) && !words.some((word) => ['move', 'remount'].includes(word)) ? [] : ['/']
}
