import { archiveKind } from './archive-kind.ts'
import { innerPath } from './inner-path.ts'
import { parseSource } from './parse-source.ts'
import { redactUri } from './redact-uri.ts'
import type { ArchiveKind } from './archive-kind.ts'
import type { Source, SourceOptions } from './parse-source.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

export interface FetchItem {
  source: Source
  /** The URI whole, credentials included: what the cache knows it by. */
  uri: string
  /** Components of the file's path in the sandbox, at least one. */
  target: string[]
  executable: boolean
  /** Set when it is to be unpacked: as what, and what it is called. */
  archive?: { kind: ArchiveKind, name: string }
  cache: boolean
  /** Of the file itself, in lower case. */
  sha256?: string
  /** The URI as it may be shown. */
  shown: string
}

/**
 * What to do for one URI, decided without I/O. Throws with the original's words for what it refuses too; unlike it,
 * `..` in output_file and URIs without a file name are refused as well.
 */
export function planItem (uri: CommandInfoURI, options?: SourceOptions): FetchItem {
  const { value, ...pin } = pinned(uri.value.trimStart())
  if (/[\\'\0]/.test(value)) throw new Error('Illegal characters in URI')
  if (/^[^/]+:\/\/[^/]*\/?$/.test(value)) throw new Error(`Malformed URI (missing path): ${redactUri(value)}`)
  const target = uri.outputFile === undefined ? baseName(value) : outputFile(uri.outputFile)
  const source = parseSource(value, options)
  const executable = uri.executable ?? false
  // Unlike Mesos, for which a query is part of the suffix: signed URLs end with one.
  const name = (target.at(-1) as string).replace(uri.outputFile === undefined && source.kind !== 'local' ? /\?.*$/s : /$/, '')
  const kind = executable || uri.extract === false ? undefined : archiveKind(name)
  return {
    source,
    uri: value,
    target,
    executable,
    ...kind !== undefined && { archive: { kind, name } },
    cache: uri.cache ?? false,
    ...pin,
    shown: redactUri(value)
  }
}

/** A fragment `#sha256=<64 hexadecimal digits>` says what the bytes must be, and is no part of where they are. */
function pinned (uri: string): { value: string, sha256?: string } {
  const mark = '#sha256='
  const at = uri.lastIndexOf(mark)
  if (at === -1) return { value: uri }
  const [value, digest] = [uri.slice(0, at), uri.slice(at + mark.length)]
  if (!/^[0-9a-f]{64}$/i.test(digest)) throw new Error(`Malformed URI (sha256 must be 64 hexadecimal digits): ${redactUri(value)}`)
  return { value, sha256: digest.toLowerCase() }
}

/** As the original: all after the last slash, so that a query becomes part of the name. */
function baseName (value: string): string[] {
  const name = value.slice(value.lastIndexOf('/') + 1)
  if (name === '' || name === '.' || name === '..') throw new Error(`Malformed URI (missing file name): ${redactUri(value)}`)
  return [name]
}

function outputFile (path: string): string[] {
  if (path === '') throw new Error('URI output file path is empty')
  if (/[\\'\0]/.test(path)) throw new Error('Illegal characters in URI output file path')
  if (path.startsWith('/')) throw new Error('URI output file must be within the sandbox directory')
  const components = path.split('/')
  if (components.includes('..')) throw new Error('URI output file must be within the sandbox directory')
  const target = innerPath(path)
  if (target.length === 0 || components.at(-1) === '' || components.at(-1) === '.') throw new Error('URI output file must name a file')
  return target
}
