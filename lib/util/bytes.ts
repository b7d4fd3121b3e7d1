import { errors } from '../errors.ts'
import { numify } from './numify.ts'

const units = new Map([['B', 1], ['KB', 2 ** 10], ['MB', 2 ** 20], ['GB', 2 ** 30], ['TB', 2 ** 40]])

/** Bytes of a size such as `2GB` (1024-based, whole numbers, unit in any case). Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseBytes (text: string): number {
  const index = text.search(/\D/)
  if (index === -1) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Invalid bytes '${text}'`)
  if (text[index] === '.') throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Fractional bytes '${text}'`)
  const value = numify(text.slice(0, index))
  const unit = text.slice(index).toUpperCase()
  const factor = units.get(unit)
  if (factor === undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Unknown bytes unit '${unit}'`)
  // Unlike the original, which lets the uint64 overflow; here the limit is what a double holds exactly.
  if (!Number.isSafeInteger(value * factor)) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Bytes '${text}' are out of range`)
  return value * factor
}
