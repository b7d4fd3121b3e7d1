import type { Resource } from '../../../types/mesos-v1.ts'

/** Resources the way the original prints them: `cpus(allocated: *):0.1; ports(allocated: *):[31000-31001]`. */
export function resourceText (resources: Resource[], role: string): string {
  return resources.map(resource => `${resource.name}(allocated: ${role})${reservationText(resource)}:${amountText(resource)}`).join('; ')
}

function reservationText ({ role = '*' }: Resource): string {
  return role === '*' ? '' : `(reservations: [(STATIC,${role})])`
}

function amountText ({ scalar, ranges, set }: Resource): string {
  if (scalar !== undefined) return String(scalar.value)
  if (ranges !== undefined) return `[${(ranges.range ?? []).map(({ begin, end }) => `${begin}-${end}`).join(', ')}]`
  return `{${(set?.item ?? []).join(', ')}}`
}
