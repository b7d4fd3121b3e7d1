import { containerKey } from '../util/container-key.ts'

/** Whether this is the record of the run of a container under that container's key, and not whatever else somebody put there. */
export function isRunRecord (value: unknown, key: string): boolean {
  const id = (value as { containerId?: { value?: unknown } } | null)?.containerId
  return typeof id?.value === 'string' && containerKey(id as { value: string }) === key
}
