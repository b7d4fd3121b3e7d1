import { posix } from 'node:path'
import type { ContainerConfig, Volume, VolumeSource } from '../../types/index.ts'
import { append } from './append.ts'
import { bindVolume } from './bind-volume.ts'
import type { Draft } from './draft.ts'
import { inside } from './inside.ts'
import { refusal } from './refusal.ts'
import { checkSecret, secretFile, volumeField } from './secret-uses.ts'

interface SecretPlace { directory: string, references: boolean }
interface Place { field: string, target: string, readOnly: boolean, directory: string }

/** The volumes in order, then the sandbox: read-write, a mount because its path may hold a colon. */
export function volumeOptions (draft: Draft, config: ContainerConfig, mappedDirectory: string, secrets?: SecretPlace): void {
  const { directory, containerInfo } = config
  const driver = containerInfo?.docker?.volumeDriver
  if (driver !== undefined) draft.host.VolumeDriver = driver
  for (const [i, volume] of (containerInfo?.volumes ?? []).entries()) {
    const field = volumeField(i)
    const target = targetOf(volume, field, mappedDirectory)
    const given = [volume.hostPath, volume.image, volume.source].filter((one) => one !== undefined)
    if (given.length > 1) throw refusal(field, undefined, "Only one of them should be set: 'host_path', 'image' and 'source'")
    if (volume.image !== undefined) throw refusal(`${field}.image`, undefined, 'image volumes are not supported by the Docker containerizer')
    const place = { field, target, directory, readOnly: volume.mode === 'RO' }
    if (volume.source?.type === 'SECRET') secretVolume(draft, volume.source, place, secrets, secretFile(i))
    else if (volume.hostPath !== undefined) fromHostPath(draft, volume as Volume & { hostPath: string }, place, driver)
    else if (volume.source !== undefined) fromSource(draft, volume.source, place)
    else throw refusal(field, undefined, 'Host path or volume source is required')
  }
  append(draft.host, 'Mounts', { Type: 'bind', Source: directory, Target: mappedDirectory, ReadOnly: false })
}

function targetOf ({ containerPath }: Volume, field: string, mappedDirectory: string): string {
  if (containerPath.startsWith('/')) return containerPath
  const target = inside(mappedDirectory, containerPath)
  if (target === undefined) throw refusal(`${field}.containerPath`, containerPath, 'a relative path must stay inside the sandbox')
  return target
}

function fromHostPath (draft: Draft, { hostPath, containerPath }: Volume & { hostPath: string }, place: Place, driver: string | undefined): void {
  const { field, target, readOnly, directory } = place
  if (hostPath.startsWith('/')) return bindVolume(draft, { source: hostPath, target, readOnly })
  if (!containerPath.startsWith('/')) throw refusal(`${field}.hostPath`, hostPath, `Both host_path '${hostPath}' and container_path '${containerPath}' of a volume are relative`)
  if (driver !== undefined) return namedVolume(draft, place, hostPath, driver, {})
  const source = inside(directory, hostPath)
  if (source === undefined) throw refusal(`${field}.hostPath`, hostPath, 'a relative path must stay inside the sandbox')
  bindVolume(draft, { source, target, readOnly })
}

function fromSource (draft: Draft, source: VolumeSource, place: Place): void {
  const { field, target, readOnly, directory } = place
  const { type = 'UNKNOWN', dockerVolume, hostPath, sandboxPath } = source
  if (type === 'DOCKER_VOLUME' && dockerVolume !== undefined) {
    const options = (dockerVolume.driverOptions?.parameter ?? []).map(({ key, value }) => [key, value])
    namedVolume(draft, place, dockerVolume.name, dockerVolume.driver, Object.fromEntries(options) as Record<string, string>)
  } else if (type === 'HOST_PATH' && hostPath !== undefined) {
    if (!hostPath.path.startsWith('/')) throw refusal(`${field}.source.hostPath.path`, hostPath.path, 'must be absolute')
    bindVolume(draft, { source: hostPath.path, target, readOnly, mustExist: true, ...propagationOf(source, field) })
  } else if (type === 'SANDBOX_PATH' && sandboxPath !== undefined) {
    if (sandboxPath.type !== 'SELF') throw refusal(`${field}.source.sandboxPath.type`, sandboxPath.type ?? 'UNKNOWN', 'only SELF: this container has no parent container')
    const path = sandboxPath.path.startsWith('/') ? undefined : inside(directory, sandboxPath.path)
    if (path === undefined) throw refusal(`${field}.source.sandboxPath.path`, sandboxPath.path, 'must be relative and stay inside the sandbox')
    bindVolume(draft, { source: path, target, readOnly })
  } else if (type === 'CSI_VOLUME' || type === 'UNKNOWN') {
    throw refusal(`${field}.source.type`, type, 'is not supported by the Docker containerizer')
  } else {
    throw refusal(`${field}.source.type`, type, 'the source has no body of this type')
  }
}

function propagationOf ({ hostPath }: VolumeSource, field: string): { propagation?: string } {
  const mode = hostPath?.mountPropagation?.mode
  switch (mode) {
    case undefined: return {}
    case 'HOST_TO_CONTAINER': return { propagation: 'rslave' }
    case 'BIDIRECTIONAL': return { propagation: 'rshared' }
    case 'UNKNOWN': throw refusal(`${field}.source.hostPath.mountPropagation.mode`, mode, 'must be HOST_TO_CONTAINER or BIDIRECTIONAL')
  }
}

/** A file in memory of the host, which is there by the time of the start. */
function secretVolume (draft: Draft, { secret }: VolumeSource, { field, target, readOnly }: Place, secrets: SecretPlace | undefined, file: string): void {
  if (secrets === undefined) throw refusal(`${field}.source.type`, 'SECRET', 'there is no place for files of secrets here')
  checkSecret(`${field}.source`, secret, secrets.references)
  append(draft.host, 'Mounts', { Type: 'bind', Source: posix.join(secrets.directory, file), Target: target, ReadOnly: readOnly })
}

/** Unlike Mesos, every volume has its own driver, and driver options are passed on. */
function namedVolume (draft: Draft, { target, readOnly }: Place, name: string, driver: string | undefined, options: Record<string, string>): void {
  const config = driver === undefined && Object.keys(options).length === 0 ? {} : { VolumeOptions: { DriverConfig: { Name: driver ?? 'local', Options: options } } }
  append(draft.host, 'Mounts', { Type: 'volume', Source: name, Target: target, ReadOnly: readOnly, ...config })
}
