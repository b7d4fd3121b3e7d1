import type { ContainerKey } from '../../types/ids.ts'

interface Id { value: string, parent?: Id }

/** `root.child` for an id with parents; the same text exactly for the same id. */
export function containerKey (id: Id): ContainerKey {
  return id.parent === undefined ? id.value : `${containerKey(id.parent)}.${id.value}`
}
