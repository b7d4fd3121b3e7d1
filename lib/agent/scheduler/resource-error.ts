import type { Resource } from '../../../types/mesos-v1.ts'
import { roleError } from './role-error.ts'

/** Why this is not a resource; undefined when it is one. */
export function resourceError (resource: Resource): string | undefined {
  const { name, type, scalar, ranges, set, role = '*' } = resource
  if (name === '') return 'Empty resource name'
  switch (type) {
    case 'SCALAR':
      if (scalar === undefined || ranges !== undefined || set !== undefined) return 'Invalid scalar resource'
      if (!Number.isFinite(scalar.value)) return 'Invalid scalar resource: value is not a finite number'
      if (scalar.value < 0) return 'Invalid scalar resource: value < 0'
      break
    case 'RANGES':
      if (ranges === undefined || scalar !== undefined || set !== undefined) return 'Invalid ranges resource'
      if (ranges.range?.some(({ begin, end }) => begin > end)) return 'Invalid ranges resource: begin > end'
      break
    case 'SET':
      if (set === undefined || scalar !== undefined || ranges !== undefined) return 'Invalid set resource'
      if (new Set(set.item).size !== (set.item ?? []).length) return 'Invalid set resource: duplicated elements'
      break
    case 'TEXT':
      return 'Unsupported resource type'
  }
  return roleError(role)
}
