import type { CreateBody, HostConfig } from '../../types/index.ts'

/** A create body in the making, with the settings of its one network beside it until the network is certain. */
export interface Draft {
  body: CreateBody
  host: HostConfig
  endpoint: Record<string, unknown>
}

/** An empty draft: network of the host, and a log that keeps every byte (json-file does not). */
export function newDraft (image: string): Draft {
  const host: HostConfig = { NetworkMode: 'host', LogConfig: { Type: 'local', Config: {} } }
  return { body: { Image: image, HostConfig: host }, host, endpoint: {} }
}
