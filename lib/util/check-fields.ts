import { errors } from '../errors.ts'

/** What a field must be, and how that is said. */
export type FieldRule = [holds: (value: unknown) => boolean, rule: string]

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

export const textField: FieldRule = [isText, 'must be a text that is not empty']
export const amountField: FieldRule = [value => typeof value === 'number' && value > 0 && Number.isFinite(value), 'must be a number above 0']

/**
 * Throws CONTAINERIZER_ERR_CONFIG_INVALID, which begins with `what`, for a field that there is not and for the first that breaks its rule. One that is
 * undefined breaks none. Only numbers are quoted: other values may be secret.
 */
export function checkFields (what: string, given: object, rules: Readonly<Record<string, FieldRule>>): void {
  for (const [key, value] of Object.entries(given)) {
    const found = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (found === undefined) throw refused(what, `${key}: there is no such field; there are ${Object.keys(rules).join(', ')}`)
    const [holds, rule] = found
    if (value !== undefined && !holds(value)) throw refused(what, `${key} ${rule}${typeof value === 'number' ? `, not ${value}` : ''}`)
  }
}

function refused (what: string, text: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`${what}: ${text}`)
}
