import type { Draft } from './draft.ts'
import { refusal } from './refusal.ts'

interface VolumeMount {
  Type?: string
  Source?: string
  Target: string
  ReadOnly?: boolean
  BindOptions?: { CreateMountpoint?: boolean }
  VolumeOptions?: { DriverConfig?: { Name?: string, Options?: Record<string, string> } }
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]+$/
/** What each option of the local driver needs beside it. */
const LOCAL_OPTIONS: Record<string, string[]> = { device: ['type'], type: ['device'], o: ['device', 'type'], size: [] }

/**
 * Throws a refusal for the first mount that the engine would not take. `exists` looks at this machine, for host paths that
 * nobody is going to make; sources in `made` are.
 */
export function refuseVolumes ({ host }: Draft, exists: (path: string) => boolean, made: readonly string[]): void {
  for (const mount of (host.Mounts ?? []) as unknown as VolumeMount[]) {
    const { Type, Source, Target } = mount
    if (Type === 'volume') refuseVolume(mount)
    if (Type !== 'bind' || Source === undefined || mount.BindOptions?.CreateMountpoint === true || made.includes(Source)) continue
    if (!exists(Source)) throw refusal(`volume ${Target}`, Source, 'there is no such path on the host')
  }
}

function refuseVolume ({ Source = '', Target, ReadOnly = false, VolumeOptions }: VolumeMount): void {
  const field = `volume ${Target}`
  const { Name = 'local', Options = {} } = VolumeOptions?.DriverConfig ?? {}
  if (Source === '' && ReadOnly) throw refusal(field, Source, 'a volume without a name cannot be read-only')
  if (Name !== 'local' && Name !== '') return
  if (Source !== '' && !NAME.test(Source)) throw refusal(field, Source, `the name of a volume must match ${NAME.source}`)
  for (const key of Object.keys(Options)) {
    const company = LOCAL_OPTIONS[key]
    if (company === undefined) throw refusal(`${field} option`, key, 'the local volume driver does not have it')
    const missing = company.find((other) => Options[other] === undefined)
    if (missing !== undefined) throw refusal(`${field} option`, key, `needs the option ${missing} beside it`)
  }
}
