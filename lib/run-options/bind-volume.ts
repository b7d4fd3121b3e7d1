import { append } from './append.ts'
import type { Draft } from './draft.ts'

export interface BindVolume { source: string, target: string, readOnly: boolean, propagation?: string, mustExist?: boolean }

/**
 * Shows a host path in the container. The string form makes the engine create a missing host directory, as the original's
 * `-v` did, but it cannot hold a colon; the mount form can, and engines from API 1.42 on create the directory for it as well.
 */
export function bindVolume (draft: Draft, { source, target, readOnly, propagation, mustExist = false }: BindVolume): void {
  if (!mustExist && !source.includes(':') && !target.includes(':')) {
    append(draft.host, 'Binds', `${source}:${target}:${readOnly ? 'ro' : 'rw'}`)
    return
  }
  const options = { ...(propagation === undefined ? {} : { Propagation: propagation }), ...(mustExist ? {} : { CreateMountpoint: true }) }
  append(draft.host, 'Mounts', { Type: 'bind', Source: source, Target: target, ReadOnly: readOnly, BindOptions: options })
}
