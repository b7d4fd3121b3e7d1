import type { CreateBody } from '../../types/index.ts'
import type { Draft } from './draft.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

/** The body, with the settings of every network under that network's name, now that they are certain. */
export function attachEndpoint ({ body, host, endpoint, others }: Draft): CreateBody {
  const mode = String(host.NetworkMode)
  const links = host['Links'] === undefined || !userDefinedNetwork(mode) ? {} : { Links: host['Links'] }
  const settings = { ...endpoint, ...links }
  if (Object.keys(settings).length === 0 && others.size === 0) return body
  return { ...body, NetworkingConfig: { EndpointsConfig: { [mode]: settings, ...Object.fromEntries(others) } } }
}
