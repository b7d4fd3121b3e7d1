import { errors } from '../errors.ts'

const LONGEST_SHOWN = 120

/**
 * The error for something a user asked for that cannot be done: names the field, what stood in it and the rule it broke.
 * Pass no value (undefined) where the value may be a secret.
 */
export function refusal (field: string, value: unknown, rule: string): Error {
  const text = value === undefined ? '' : ` ${shown(value)}`
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`${field}${text}: ${rule}`)
}

function shown (value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}
