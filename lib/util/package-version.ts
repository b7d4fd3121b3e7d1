import { existsSync, readFileSync } from 'node:fs'

/** Version in the nearest package.json at or above `directory` (a URL that ends in a slash). */
export function versionAbove (directory: URL): string {
  const file = new URL('package.json', directory)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : versionAbove(new URL('..', directory))
}

/** Version of this package, whether this runs from the sources or compiled, one folder deeper. */
export const packageVersion = versionAbove(new URL('.', import.meta.url))
