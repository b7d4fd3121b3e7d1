import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { errors } from '../../errors.ts'
import type { GivenFlag } from './read-argv.ts'

/** The flags in a JSON or YAML file: one mapping from flag names to values. Throws CONTAINERIZER_ERR_OPTION_INVALID, naming file and line. */
export async function readConfigFile (path: string): Promise<GivenFlag[]> {
  let source
  try {
    source = await readFile(path, 'utf8')
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error reading config file '${path}': ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
  // JSON is YAML too. prettyErrors would quote the source, and so perhaps a password.
  const document = parseDocument(source, { prettyErrors: false })
  const [problem] = document.errors
  if (problem) {
    const line = source.slice(0, problem.pos[0]).split('\n').length
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error parsing config file '${path}' at line ${line}: ${problem.code}`)
  }
  const content: unknown = document.toJS() ?? {}
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error parsing config file '${path}': expecting one mapping from flag names to values`)
  }
  return Object.entries(content as object).map(([name, value]) => ({ name, text: textOf(path, name, value) }))
}

/** A value as it would have been typed on the command line, so that all sources share one parser. */
function textOf (path: string, name: string, value: unknown): string {
  if (value === null) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load flag '${name}' of config file '${path}': Missing value`)
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return value.join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
