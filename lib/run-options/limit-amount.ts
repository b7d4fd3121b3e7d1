import type { Resource, ValueScalar } from '../../types/index.ts'
import { refusal } from './refusal.ts'
import { resourceAmount } from './resource-amount.ts'

const KINDS = ['cpus', 'mem']

/** The limit of that kind (may be Infinity), or undefined. Refuses other kinds, and limits without or below a request. */
export function limitAmount (limits: Record<string, ValueScalar>, resources: Resource[], name: string): number | undefined {
  for (const kind of Object.keys(limits)) {
    if (!KINDS.includes(kind)) throw refusal(`limits.${kind}`, undefined, `only ${KINDS.join(' and ')} can be limited`)
  }
  const limit = limits[name]?.value
  if (limit === undefined) return undefined
  const request = resourceAmount(resources, name)
  if (request === undefined) throw refusal(`limits.${name}`, limit, `needs a request of ${name}`)
  if (!(limit >= request)) throw refusal(`limits.${name}`, limit, `must not be below the request ${request}`)
  return limit
}
