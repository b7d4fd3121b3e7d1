import type { Resource } from '../../types/index.ts'

/** Sum of the scalar resources of that name, to the three decimals that Mesos keeps. None of that name: undefined. */
export function resourceAmount (resources: Resource[], name: string): number | undefined {
  const values = resources.filter((resource) => resource.name === name).map((resource) => resource.scalar?.value ?? 0)
  if (values.length === 0) return undefined
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 1000) / 1000
}
