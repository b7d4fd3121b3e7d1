import type { ContainerID } from '../../../types/mesos-v1.ts'
import { validateId } from '../../checkpoint/validate-id.ts'

const MAX_LENGTH = 242

/** What is wrong with a ContainerID or one of its parents; undefined: nothing. Stricter than other ids: it is joined by dots. */
export function containerIdError ({ value, parent }: ContainerID): string | undefined {
  const common = validateId(value)
  if (common !== undefined) return common
  if (value.length > MAX_LENGTH) return `ID must not be greater than ${MAX_LENGTH} characters`
  if (/[. ]/.test(value)) return `'${value}' contains invalid characters`
  return parent === undefined ? undefined : containerIdError(parent)
}
