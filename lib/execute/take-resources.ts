import { isDeepStrictEqual } from 'node:util'
import type { Resource } from '../../types/mesos-v1.ts'
import { subtractResources } from '../agent/resource-math.ts'

/**
 * The part of an offer that covers what a task needs, in the offer's own terms (role, reservation, allocation): reserved resources
 * first. Undefined where the offer holds too little. Special disks and revocable resources are taken only by a task that names them.
 */
export function takeResources (offered: Resource[], needed: Resource[]): Resource[] | undefined {
  let pool = offered
  const taken: Resource[] = []
  for (const need of needed) {
    let [missing] = subtractResources([need], [])
    for (const candidate of pool.filter(resource => suits(resource, need)).toSorted(reservedFirst)) {
      if (missing === undefined) break
      const asked = inTermsOf(candidate, missing)
      const [left] = subtractResources([asked], [candidate])
      const got = left === undefined ? [asked] : subtractResources([asked], [left])
      taken.push(...got)
      pool = subtractResources(pool, got)
      missing = left
    }
    if (missing !== undefined) return undefined
  }
  return taken
}

function suits (resource: Resource, need: Resource): boolean {
  return resource.name === need.name && resource.type === need.type &&
    isDeepStrictEqual(resource.disk, need.disk) && isDeepStrictEqual(resource.revocable, need.revocable)
}

function reservedFirst (a: Resource, b: Resource): number {
  return Number(isReserved(b)) - Number(isReserved(a))
}

/** Either form: a role of its own, or a stack of reservations. */
function isReserved ({ role = '*', reservations = [] }: Resource): boolean {
  return role !== '*' || reservations.length > 0
}

function inTermsOf (candidate: Resource, amount: Resource): Resource {
  const { scalar, ranges, set, ...terms } = candidate
  return {
    ...terms,
    ...(amount.scalar && { scalar: amount.scalar }),
    ...(amount.ranges && { ranges: amount.ranges }),
    ...(amount.set && { set: amount.set })
  }
}
