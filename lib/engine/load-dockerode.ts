import { createRequire } from 'node:module'
import type Docker from 'dockerode'

const require = createRequire(import.meta.url)
// What node does not find for want of a file descriptor, it takes for absent ever after.
const place = require.resolve('dockerode')

/**
 * Takes a quarter of a second, once. Not an import, which fails for ever when it has failed once: this throws when there is no file descriptor, and
 * may be tried again.
 */
export function loadDockerode (): typeof Docker {
  return require(place) as typeof Docker
}
