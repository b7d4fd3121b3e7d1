import { errors } from '../../errors.ts'
import type { GivenFlag } from './read-argv.ts'
import { readMapping } from './read-mapping.ts'

/** The flags in a JSON or YAML file: one mapping from flag names to values. Throws CONTAINERIZER_ERR_OPTION_INVALID, naming file and line. */
export async function readConfigFile (path: string): Promise<GivenFlag[]> {
  return Object.entries(await readMapping(path)).map(([name, value]) => ({ name, text: textOf(path, name, value) }))
}

/** A value as it would have been typed on the command line, so that all sources share one parser. */
function textOf (path: string, name: string, value: unknown): string {
  if (value === null) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load flag '${name}' of config file '${path}': Missing value`)
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return value.join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
