import type { CreateBody } from '../../types/index.ts'
import type { Draft } from './draft.ts'
import { userDefinedNetwork } from './user-defined-network.ts'

/** The body, with the settings of its network under that network's name, now that it is certain. */
export function attachEndpoint ({ body, host, endpoint }: Draft): CreateBody {
  const mode = String(host.NetworkMode)
  const links = host['Links'] === undefined || !userDefinedNetwork(mode) ? {} : { Links: host['Links'] }
  const settings = { ...endpoint, ...links }
  if (Object.keys(settings).length === 0) return body
  return { ...body, NetworkingConfig: { EndpointsConfig: { [mode]: settings } } }
}
