/** Whether the mode names a network that somebody made, and not one that every engine has. */
export function userDefinedNetwork (mode: string): boolean {
  return !['host', 'bridge', 'none', 'default'].includes(mode) && !mode.startsWith('container:')
}
