import type { Resource, ValueRange } from '../../types/mesos-v1.ts'

type Operation = (held: Resource, given: Resource) => Resource

/** Mesos counts scalars in thousandths; only whole numbers are ever added, so nothing drifts. */
const thousandths = (resource: Resource) => Math.round((resource.scalar?.value ?? 0) * 1000)
const ranges = (resource: Resource) => resource.ranges?.range ?? []
const items = (resource: Resource) => resource.set?.item ?? []

/** Sum per kind. Two resources are of one kind when all but their amounts is equal: name, role, reservations, allocation, disk… */
export function addResources (left: Resource[], right: Resource[]): Resource[] {
  return combine(left, right, plus)
}

/** What is left; never below nothing, so what `left` does not hold is ignored. */
export function subtractResources (left: Resource[], right: Resource[]): Resource[] {
  return combine(left, right, minus)
}

export function containsResources (whole: Resource[], part: Resource[]): boolean {
  return subtractResources(part, whole).length === 0
}

/** Sum of all scalars of that name, whatever their role. Absent: 0. */
export function scalar (resources: Resource[], name: string): number {
  return resources.filter(resource => resource.name === name).reduce((sum, resource) => sum + thousandths(resource), 0) / 1000
}

function combine (left: Resource[], right: Resource[], operation: Operation): Resource[] {
  const sums = new Map<string, Resource>()
  for (const resource of left) put(sums, resource, plus)
  for (const resource of right) put(sums, resource, operation)
  return [...sums.values()].filter(resource => !isEmpty(resource))
}

function put (sums: Map<string, Resource>, resource: Resource, operation: Operation): void {
  const key = kindOf(resource)
  const { scalar, ranges, set, ...kind } = resource
  sums.set(key, operation(sums.get(key) ?? kind, resource))
}

function kindOf (resource: Resource): string {
  const { name, type, role, allocationInfo, reservation, reservations, disk, revocable, shared, providerId } = resource
  return JSON.stringify([name, type, role ?? '*', allocationInfo?.role, reservation, reservations, disk, revocable, shared, providerId?.value])
}

function isEmpty (resource: Resource): boolean {
  return thousandths(resource) === 0 && ranges(resource).length === 0 && items(resource).length === 0
}

function plus (held: Resource, given: Resource): Resource {
  switch (given.type) {
    case 'SCALAR': return { ...held, scalar: { value: (thousandths(held) + thousandths(given)) / 1000 } }
    case 'RANGES': return { ...held, ranges: { range: joined([...ranges(held), ...ranges(given)]) } }
    case 'SET': return { ...held, set: { item: [...new Set([...items(held), ...items(given)])] } }
    case 'TEXT': return held
  }
}

function minus (held: Resource, given: Resource): Resource {
  switch (given.type) {
    case 'SCALAR': return { ...held, scalar: { value: Math.max(0, thousandths(held) - thousandths(given)) / 1000 } }
    case 'RANGES': return { ...held, ranges: { range: ranges(given).reduce(cut, ranges(held)) } }
    case 'SET': return { ...held, set: { item: items(held).filter(item => !items(given).includes(item)) } }
    case 'TEXT': return held
  }
}

function joined (parts: ValueRange[]): ValueRange[] {
  const result: ValueRange[] = []
  for (const { begin, end } of parts.filter(part => part.begin <= part.end).sort((a, b) => a.begin - b.begin)) {
    const last = result.at(-1)
    if (last !== undefined && begin <= last.end + 1) last.end = Math.max(last.end, end)
    else result.push({ begin, end })
  }
  return result
}

function cut (parts: ValueRange[], hole: ValueRange): ValueRange[] {
  return parts.flatMap(({ begin, end }) => [
    { begin, end: Math.min(end, hole.begin - 1) },
    { begin: Math.max(begin, hole.end + 1), end }
  ].filter(part => part.begin <= part.end))
}
