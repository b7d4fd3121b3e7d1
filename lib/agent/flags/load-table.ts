import { errors } from '../../errors.ts'
import { fetchFlagText } from './fetch-flag-text.ts'
import { camelCase } from './flag-spec.ts'
import type { FlagSpec, FlagTable, FlagValues } from './flag-spec.ts'
import type { GivenFlag } from './read-argv.ts'
import { parseFlagValue } from './parse-flag-value.ts'
import { readArgv } from './read-argv.ts'
import { readConfigFile } from './read-config-file.ts'
import { readEnvironment } from './read-environment.ts'

export interface LoadTableOptions<T extends FlagTable> {
  /** The words after program and script. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  table: T
  /** Flags the original has and we do not honour, with the reason. */
  unsupported: Readonly<Record<string, string>>
}

export type LoadedFlags<T extends FlagTable> = FlagValues<T> & {
  /** One line each, without values: what was ignored or is deprecated. */
  warnings: string[]
  /** Every flag that has a value, by its own name and in text form; secrets are replaced. */
  texts: Record<string, string>
}

/**
 * Reads the flags of `table`: command line beats environment beats the file named by `--config` (where the table has such a flag).
 * With `--help` or `--version` nothing is required. Throws CONTAINERIZER_ERR_OPTION_INVALID with one line in the original's wording.
 */
export async function loadTable<const T extends FlagTable> (options: LoadTableOptions<T>): Promise<LoadedFlags<T>> {
  const { argv, env, table, unsupported } = options
  const names = new Map(Object.entries(table).flatMap(([name, { alias }]) => [[name, name], ...(alias ? [[alias, name]] : [])] as [string, string][]))
  const fromEnvironment = readEnvironment(env, name => names.has(name) || Object.hasOwn(unsupported, name))
  const texts = new Map<string, string>()

  const take = (given: GivenFlag[]) => {
    const taken = new Map<string, string>()
    for (const { name, text } of given) {
      const plain = name.replace(/^no-/, '')
      const reason = Object.hasOwn(unsupported, plain) ? unsupported[plain] : undefined
      if (reason !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`flag '${plain}' is not supported: ${reason}`)
      const known = names.get(plain)
      if (known === undefined) {
        throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load unknown flag '${plain}'${plain === name ? '' : ` via '${name}'`}`)
      }
      if (taken.has(known)) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag '${plain}' is already loaded via name '${known}'`)
      taken.set(known, settleText(table[known] as FlagSpec, plain, name, text))
    }
    for (const [name, text] of taken) if (!texts.has(name)) texts.set(name, text)
  }

  take(readArgv(argv))
  take(fromEnvironment.given)
  const config = texts.get('config')
  if (config !== undefined) {
    const given = await readConfigFile(config)
    if (given.some(({ name }) => name === 'config')) {
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load flag 'config': config file '${config}' names another one`)
    }
    take(given)
  }

  const result: Record<string, unknown> = { warnings: fromEnvironment.warnings, texts: {} }
  const shown = result['texts'] as Record<string, string>
  for (const [name, spec] of Object.entries(table)) {
    const text = texts.get(name) ?? spec.default
    if (text === undefined) {
      if (!spec.required || texts.get('help') === 'true' || texts.get('version') === 'true') continue
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag '${name}' is required, but it was not provided`)
    }
    if (spec.kind === 'json' && text.startsWith('/')) {
      fromEnvironment.warnings.push(`A bare path as value of flag '${name}' is deprecated; write file://<path>`)
    }
    shown[name] = spec.secret ? '(hidden)' : text
    result[camelCase(name)] = await load(name, spec, text)
  }
  return result as LoadedFlags<T>
}

function settleText (spec: FlagSpec, plain: string, name: string, text: string | undefined): string {
  const negated = plain !== name
  if (spec.kind !== 'boolean') {
    if (negated) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load non-boolean flag '${plain}' via '${name}'`)
    if (text === undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load non-boolean flag '${plain}': Missing value`)
    return text
  }
  if (text === undefined || text === '') return negated ? 'false' : 'true'
  if (negated) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load boolean flag '${plain}' via '${name}' with value '${text}'`)
  return text
}

async function load (name: string, spec: FlagSpec, text: string): Promise<unknown> {
  if (text === spec.word) return text
  try {
    return parseFlagValue(spec.kind, await fetchFlagText(spec.kind, text))
  } catch (cause) {
    const value = spec.secret ? '' : ` '${text}'`
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to load flag '${name}': Failed to load value${value}: ${(cause as Error).message}`, { cause })
  }
}
