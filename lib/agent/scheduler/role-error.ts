/** Why this cannot be a role, in the original's words; undefined when it can. */
export function roleError (role: string): string | undefined {
  if (role === '*') return undefined
  if (role === '') return 'Empty role name is invalid'
  if (role.startsWith('/')) return `Role '${role}' cannot start with a slash`
  if (role.endsWith('/')) return `Role '${role}' cannot end with a slash`
  if (role.includes('//')) return `Role '${role}' cannot contain two adjacent slashes`
  for (const component of role.split('/')) {
    if (['.', '..', '*'].includes(component)) return `Role '${role}' cannot include '${component}' as a component`
    if (component.startsWith('-')) return `Role component '${component}' is invalid because it begins with a dash`
    if (/\s/.test(component) || component.includes('\b')) return `Role component '${component}' is invalid because it contains backspace or whitespace`
  }
  return undefined
}
