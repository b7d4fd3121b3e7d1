import type { CreateBody, HostConfig } from '../../types/index.ts'

export type Endpoint = Record<string, unknown>

/** A create body in the making, with the settings of its networks beside it until the first of them is certain. */
export interface Draft {
  body: CreateBody
  host: HostConfig
  endpoint: Endpoint
  /** Networks beside the first, by name. */
  others: Map<string, Endpoint>
  /** Text of the files that parameters name, by path. Undefined: not read yet. */
  files?: ReadonlyMap<string, string> | undefined
}

/** An empty draft: network of the host, and a log that keeps every byte (json-file does not). */
export function newDraft (image: string, files?: ReadonlyMap<string, string>): Draft {
  const host: HostConfig = { NetworkMode: 'host', LogConfig: { Type: 'local', Config: {} } }
  return { body: { Image: image, HostConfig: host }, host, endpoint: {}, others: new Map(), files }
}
