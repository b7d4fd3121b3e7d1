import type { Attribute } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'
import { parseValue } from './parse-value.ts'

/** Attributes in Mesos' text form, `rack:r1;zone:[1-4]`: a number, ranges or text each, no sets. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseAttributes (text: string): Attribute[] {
  return text.split(/[;\n]/).filter(token => token.trim() !== '').map(token => {
    const colon = token.indexOf(':')
    const name = token.slice(0, colon).trim()
    if (colon < 1 || name === '' || token.slice(colon + 1).trim() === '') {
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Invalid attribute key:value pair '${token}'`)
    }
    // Only the first colon divides: a value may hold more of them.
    const value = parseValue(token.slice(colon + 1))
    if (value.type === 'SET') throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Bad type for attribute ${name}: sets are not allowed`)
    return { name, ...value }
  })
}
