import { resolve } from 'node:path'
import { redactUri } from './redact-uri.ts'

export type Source =
  | { kind: 'local', path: string }
  | { kind: 'http' | 'ftp', url: URL }
  | { kind: 's3', bucket: string, key: string }
  | { kind: 'hadoop', uri: string }

/** What this host has for URIs that need more than the network. */
export interface SourceOptions {
  /** Absolute directory that relative paths are relative to; unset or empty: they are refused. */
  frameworksHome?: string | undefined
  /** Whether there is a hadoop client. */
  hadoop?: boolean
  /** Whether there are credentials for S3. */
  s3?: boolean
  /** What asks for a proxy on the way to an FTP server, which we do not know how to use. */
  ftpProxy?: (host: string) => string | undefined
}

const NO_HOME = 'A relative path was passed for the resource but the Mesos framework home was not specified. ' +
  'Please either provide this config option or avoid using a relative path'

/** Where a URI's bytes are. Throws, with the original's words where it has some, for what we cannot fetch. */
export function parseSource (uri: string, { frameworksHome, hadoop = false, s3 = false, ftpProxy = () => undefined }: SourceOptions = {}): Source {
  const [, given, rest] = /^([^/]*):\/\/(.*)$/s.exec(uri) ?? []
  if (given === undefined || rest === undefined) {
    if (!uri.startsWith('/') && !frameworksHome) throw new Error(NO_HOME)
    return { kind: 'local', path: resolve(frameworksHome ?? '/', uri) }
  }
  const scheme = given.toLowerCase()
  switch (scheme) {
    case 'file': {
      const path = rest.replace(/^localhost(?=\/)/, '')
      if (!path.startsWith('/')) throw new Error('File URI only supports absolute paths')
      return { kind: 'local', path }
    }
    case 'http':
    case 'https':
      return { kind: 'http', url: parseUrl(uri) }
    case 'ftp':
    case 'ftps':
      return { kind: 'ftp', url: direct(ftpUrl(uri), ftpProxy) }
    case 's3':
      if (s3) return s3Object(uri, rest)
  }
  if (hadoop) return { kind: 'hadoop', uri }
  const needs = `which URI scheme '${scheme}' needs${scheme === 's3' ? ', and neither are AWS credentials' : ''}`
  throw new Error(`Hadoop client is not available, ${needs}: ${redactUri(uri)}`)
}

function parseUrl (uri: string): URL {
  if (!URL.canParse(uri)) throw new Error(`Malformed URI: ${redactUri(uri)}`)
  return new URL(uri)
}

/** Its parts become lines of a protocol. */
function ftpUrl (uri: string): URL {
  const url = parseUrl(uri)
  try {
    const said = [url.username, url.password, url.pathname].map(decodeURIComponent).join('')
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f]/.test(said)) throw new Error('Illegal characters in URI')
  } catch (error) {
    throw error instanceof URIError ? new Error(`Malformed URI: ${redactUri(uri)}`) : error
  }
  return url
}

/** Past a proxy that is wanted it could still be fetched, but not as the environment says. */
function direct (url: URL, ftpProxy: (host: string) => string | undefined): URL {
  const variable = ftpProxy(url.hostname)
  if (variable === undefined) return url
  throw new Error(`FTP cannot be fetched through a proxy, which ${variable} asks for: name the host in no_proxy: ${redactUri(url.href)}`)
}

/** As Amazon's own tools have it, the key is taken literally. */
function s3Object (uri: string, rest: string): Source {
  const [bucket = '', ...parts] = rest.split('/')
  const key = parts.join('/')
  // What would mean something else once it stands in a URL.
  if (!/^[a-z0-9][a-z0-9.-]*$/i.test(bucket) || /(^|\/)\.\.?(\/|$)/.test(key)) throw new Error(`Malformed URI: ${redactUri(uri)}`)
  return { kind: 's3', bucket, key }
}
