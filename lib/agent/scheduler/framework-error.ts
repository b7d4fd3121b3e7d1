import type { FrameworkInfo } from '../../../types/mesos-v1.ts'
import { roleError } from './role-error.ts'

/** Why a framework cannot subscribe like this, in the original's words; undefined when it can. */
export function frameworkError (info: FrameworkInfo, suppressedRoles: string[] = []): string | undefined {
  return rolesError(info) ?? timeoutError(info) ?? suppressedError(rolesOf(info), suppressedRoles)
}

/** The roles that a valid framework subscribes to. */
export function rolesOf (info: FrameworkInfo): string[] {
  return isMultiRole(info) ? info.roles ?? [] : [info.role ?? '*']
}

function isMultiRole (info: FrameworkInfo): boolean {
  return info.capabilities?.some(capability => capability.type === 'MULTI_ROLE') ?? false
}

function rolesError (info: FrameworkInfo): string | undefined {
  const { role, roles = [] } = info
  if (!isMultiRole(info)) {
    if (roles.length > 0) return "'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable"
    const error = roleError(role ?? '*')
    return error && `'FrameworkInfo.role' is not a valid role: ${error}`
  }
  if (role !== undefined) return "'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable"
  const twice = roles.filter((item, index) => roles.indexOf(item) !== index)
  if (twice.length > 0) return `'FrameworkInfo.roles' contains duplicate items: { ${[...new Set(twice)].join(', ')} }`
  const error = roles.map(roleError).find(text => text !== undefined)
  return error && `'FrameworkInfo.roles' contains invalid role: ${error}`
}

function timeoutError ({ failoverTimeout = 0 }: FrameworkInfo): string | undefined {
  if (failoverTimeout >= 0 && failoverTimeout < 2 ** 63 / 1e9) return undefined
  return `The framework failover_timeout (${failoverTimeout}) is invalid: it must be a number of seconds that a Duration can represent`
}

function suppressedError (roles: string[], suppressed: string[]): string | undefined {
  const foreign = suppressed.find(role => !roles.includes(role))
  return foreign && `Suppressed role '${foreign}' is not contained in the list of roles`
}
