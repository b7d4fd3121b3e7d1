import type { Containerizer } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'

/** The registered containerizers in the order asked for; without one, as they were registered. */
export function orderLinks (registered: readonly Containerizer[], order: readonly string[] | undefined): Containerizer[] {
  if (order === undefined) return [...registered]
  const known = `known are: ${registered.map(link => link.name).join(', ') || 'none'}`
  const links = new Map<string, Containerizer>()
  for (const name of order) {
    if (links.has(name)) {
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Option containerizers names '${name}' twice; ${known}`)
    }
    const link = registered.find(candidate => candidate.name === name)
    if (link === undefined) {
      throw new errors.CONTAINERIZER_ERR_CHAIN_UNKNOWN(`Option containerizers names '${name}', which no plugin has registered; ${known}`)
    }
    links.set(name, link)
  }
  return [...links.values()]
}
