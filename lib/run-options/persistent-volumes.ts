import { join } from 'node:path'
import type { ContainerConfig, Resource, ResourceDiskInfoSource } from '../../types/index.ts'
import type { BindVolume } from './bind-volume.ts'
import { inside } from './inside.ts'
import { refusal } from './refusal.ts'

export interface VolumePlaces { workDir: string | undefined, mappedDirectory: string }

const IS_PATH_COMPONENT = /^(?!\.{1,2}$)[^/\0]+$/

/**
 * The persistent volumes among the resources. Each is bound where it says; unlike Mesos, which binds it into the sandbox on
 * the host, that works for nested and absolute container paths and for executors too.
 */
export function persistentVolumes ({ resources = [] }: Pick<ContainerConfig, 'resources'>, { workDir, mappedDirectory }: VolumePlaces): BindVolume[] {
  return resources.flatMap((resource, i) => {
    const field = `resources[${i}].disk`
    const { persistence, volume, source } = resource.disk ?? {}
    if (source?.type === 'RAW' || source?.type === 'BLOCK') throw refusal(`${field}.source.type`, source.type, 'must be made a volume first')
    if (persistence === undefined) {
      if (volume !== undefined) throw refusal(`${field}.volume`, volume.containerPath, 'only persistent volumes are supported')
      return []
    }
    if (volume === undefined) throw refusal(`${field}.volume`, undefined, "Expecting 'volume' to be set for persistent volume")
    if (volume.hostPath !== undefined) throw refusal(`${field}.volume.hostPath`, volume.hostPath, "Expecting 'host_path' to be unset for persistent volume")
    if (!IS_PATH_COMPONENT.test(persistence.id)) throw refusal(`${field}.persistence.id`, persistence.id, 'must be the name of a directory')
    const target = volume.containerPath.startsWith('/') ? volume.containerPath : inside(mappedDirectory, volume.containerPath)
    if (target === undefined) throw refusal(`${field}.volume.containerPath`, volume.containerPath, 'a relative path must stay inside the sandbox')
    const path = volumePath(resource, persistence.id, source, workDir)
    if (path === undefined) throw refusal(`${field}.persistence.id`, persistence.id, 'there is no work_dir to hold it')
    return [{ source: path, target, readOnly: volume.mode === 'RO', mustExist: true }]
  })
}

/** Where the original has it, so that volumes outlive a change of agents. A mount is the volume itself. */
function volumePath ({ reservations, role = '*' }: Resource, id: string, source: ResourceDiskInfoSource | undefined, workDir: string | undefined): string | undefined {
  const given = source?.path?.root ?? source?.mount?.root
  const root = given === undefined ? workDir : given.startsWith('/') || workDir === undefined ? given : join(workDir, given)
  if (root === undefined || source?.type === 'MOUNT') return root
  const owner = (reservations?.at(-1)?.role ?? role).replaceAll('/', ' ')
  return join(root, 'volumes', 'roles', owner, id)
}
