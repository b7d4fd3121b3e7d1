import type { Resource } from '../../../types/mesos-v1.ts'

/** The form we account in: no allocation, reservation as plain `role`. */
export function accounted (resources: Resource[] = []): Resource[] {
  return resources.map(({ allocationInfo, reservations, role, ...rest }) => ({ ...rest, role: reservations?.at(-1)?.role ?? role ?? '*' }))
}

/** The form a framework expects, by what it said it understands. */
export function offered (resources: Resource[], role: string, capabilities: ReadonlySet<string>): Resource[] {
  return resources.map(({ role: reserved = '*', ...rest }) => ({
    ...rest,
    ...(!capabilities.has('RESERVATION_REFINEMENT')
      ? { role: reserved }
      : reserved === '*' ? {} : { reservations: [{ type: 'STATIC' as const, role: reserved }] }),
    ...(capabilities.has('MULTI_ROLE') ? { allocationInfo: { role } } : {})
  }))
}

/** The part of accounted resources that a role may have: unreserved, reserved for it or for a role above it. */
export function availableTo (role: string, resources: Resource[]): Resource[] {
  return resources.filter(({ role: reserved = '*' }) => reserved === '*' || reserved === role || role.startsWith(`${reserved}/`))
}
