import { posix } from 'node:path'

/** `relative` below `directory`, or undefined when it leaves it. Symbolic links are not looked at. */
export function inside (directory: string, relative: string): string | undefined {
  const path = posix.join(directory, relative)
  const root = directory.endsWith('/') ? directory : `${directory}/`
  return path.startsWith(root) ? path.replace(/\/$/, '') : undefined
}
