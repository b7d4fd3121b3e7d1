import type { Resource } from '../../types/index.ts'

interface FixedVariables { name: string, mappedDirectory: string, resources: Resource[] }

/** `NAME=value` lines sorted by name. Lowest to highest: the command's own, those of the agent, the fixed ones. */
export function environmentList (own: Map<string, string>, given: Record<string, string>, fixed: FixedVariables): string[] {
  const merged = new Map([...own, ...Object.entries(given)])
  merged.set('MESOS_SANDBOX', fixed.mappedDirectory)
  merged.set('MESOS_CONTAINER_NAME', fixed.name)
  const [first] = fixed.resources
  if (first !== undefined) merged.set('MESOS_ALLOCATION_ROLE', first.allocationInfo?.role ?? first.role ?? '*')
  return [...merged].sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `${name}=${value}`)
}
