import { innerPath } from './inner-path.ts'
import { parseSource } from './parse-source.ts'
import { redactUri } from './redact-uri.ts'
import type { Source } from './parse-source.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

export interface FetchItem {
  source: Source
  /** Components of the file's path in the sandbox, at least one. */
  target: string[]
  executable: boolean
  extract: boolean
  /** The URI as it may be shown. */
  shown: string
}

/**
 * What to do for one URI, decided without I/O. Throws with the original's words for what it refuses too; unlike it,
 * `..` in output_file and URIs without a file name are refused as well.
 */
export function planItem (uri: CommandInfoURI, frameworksHome?: string): FetchItem {
  const value = uri.value.trimStart()
  if (/[\\'\0]/.test(value)) throw new Error('Illegal characters in URI')
  if (/^[^/]+:\/\/[^/]*\/?$/.test(value)) throw new Error(`Malformed URI (missing path): ${redactUri(value)}`)
  const target = uri.outputFile === undefined ? baseName(value) : outputFile(uri.outputFile)
  return {
    source: parseSource(value, frameworksHome),
    target,
    executable: uri.executable ?? false,
    extract: uri.extract ?? true,
    shown: redactUri(value)
  }
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
