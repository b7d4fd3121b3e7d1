import { resolve } from 'node:path'
import { redactUri } from './redact-uri.ts'

export type Source =
  | { kind: 'local', path: string }
  | { kind: 'http', url: URL }

const NO_HOME = 'A relative path was passed for the resource but the Mesos framework home was not specified. ' +
  'Please either provide this config option or avoid using a relative path'

/** Where a URI's bytes are. Throws, with the original's words where it has some, for what we cannot fetch. */
export function parseSource (uri: string, frameworksHome?: string): Source {
  const [, scheme, rest] = /^([^/]*):\/\/(.*)$/s.exec(uri) ?? []
  if (scheme === undefined || rest === undefined) {
    if (!uri.startsWith('/') && !frameworksHome) throw new Error(NO_HOME)
    return { kind: 'local', path: resolve(frameworksHome ?? '/', uri) }
  }
  switch (scheme.toLowerCase()) {
    case 'file': {
      const path = rest.replace(/^localhost(?=\/)/, '')
      if (!path.startsWith('/')) throw new Error('File URI only supports absolute paths')
      return { kind: 'local', path }
    }
    case 'http':
    case 'https':
      if (!URL.canParse(uri)) throw new Error(`Malformed URI: ${redactUri(uri)}`)
      return { kind: 'http', url: new URL(uri) }
    default:
      throw new Error(`Unsupported URI scheme '${scheme}': ${redactUri(uri)}`)
  }
}
