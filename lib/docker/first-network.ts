import type { CreateBody } from '../../types/docker-engine.ts'

export interface FirstNetwork {
  body: CreateBody
  /** To be joined after the creation. */
  others: Array<[network: string, endpoint: Record<string, unknown>]>
}

/** The body with the first of its networks alone: engines before API 1.44 do not create a container on several. */
export function firstNetwork (body: CreateBody): FirstNetwork {
  const { NetworkingConfig: config, ...rest } = body
  const mode = String(body.HostConfig.NetworkMode)
  const others = Object.entries(config?.EndpointsConfig ?? {}).filter(([network]) => network !== mode)
  const first = config?.EndpointsConfig[mode]
  if (others.length === 0 || first === undefined) return { body, others: [] }
  return { body: Object.keys(first).length === 0 ? rest : { ...rest, NetworkingConfig: { EndpointsConfig: { [mode]: first } } }, others }
}
