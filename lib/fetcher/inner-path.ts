/**
 * Components of a path that stays within the directory it is relative to; throws for any other. An empty list is
 * the directory itself.
 */
export function innerPath (path: string): string[] {
  if (path.startsWith('/')) throw new Error(`'${path}' is an absolute path`)
  if (path.includes('\0')) throw new Error(`'${path}' contains a NUL character`)
  const components = path.split('/').filter((component) => component !== '' && component !== '.')
  if (components.includes('..')) throw new Error(`'${path}' contains '..'`)
  return components
}
