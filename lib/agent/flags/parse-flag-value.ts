import { errors } from '../../errors.ts'
import { parseBytes } from '../../util/bytes.ts'
import { parseDuration } from './duration.ts'
import type { FlagKind } from './flag-spec.ts'
import { numify } from '../../util/numify.ts'

/** The value a flag's text stands for, by kind. Throws CONTAINERIZER_ERR_OPTION_INVALID with the reason alone, without the flag's name. */
export function parseFlagValue (kind: FlagKind, text: string): unknown {
  switch (kind) {
    case 'string': return text
    case 'path': return text.replace(/^file:\/\//, '')
    case 'boolean': return parseBoolean(text)
    case 'integer': return parseInteger(text)
    case 'number': return numify(text)
    case 'duration': return parseDuration(text)
    case 'bytes': return parseBytes(text)
    case 'csv': return text.split(',').map(entry => entry.trim()).filter(entry => entry !== '')
    case 'json': return parseJson(text)
  }
}

function parseBoolean (text: string): boolean {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID('Expecting a boolean (e.g., true or false)')
}

function parseInteger (text: string): number {
  const value = numify(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to convert '${text}' to number`)
}

function parseJson (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which may hold credentials.
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID('Failed to parse JSON: syntax error')
  }
}
