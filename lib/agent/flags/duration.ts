import { errors } from '../../errors.ts'
import { numify } from '../../util/numify.ts'

const nanoseconds = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['ms', 1e6],
  ['secs', 1e9],
  ['mins', 60e9],
  ['hrs', 3600e9],
  ['days', 86400e9],
  ['weeks', 604800e9]
])

/** Milliseconds (fractional below 1 ms) of a Mesos duration such as `1.5secs`. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseDuration (text: string): number {
  const index = text.search(/[^\d.]/)
  if (index === -1) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Invalid duration '${text}'`)
  const value = numify(text.slice(0, index))
  const unit = text.slice(index)
  const factor = nanoseconds.get(unit)
  if (factor === undefined) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(
      `Unknown duration unit '${unit}'; supported units are 'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'`)
  }
  // Whole nanoseconds, cut and not rounded: the original keeps an int64 of them.
  const total = Math.trunc(value * factor)
  // Unlike Mesos, which lets the int64 overflow.
  if (total > 2 ** 63) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Duration '${text}' is out of range`)
  return total / 1e6
}
