import type { Value, ValueRange } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'
import { numify } from '../../util/numify.ts'

/** A value in Mesos' text form: `1.5`, `[1-4,6-7]`, `{a,b}` or else plain text; blanks do not count. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseValue (text: string): Value {
  const compact = text.replace(/\s/g, '')
  if (compact === '') throw invalid('Expecting non-empty string')
  const ranges = /^\[([^[\]{}]*)\]$/.exec(compact)
  if (ranges) return { type: 'RANGES', ranges: { range: coalesce((ranges[1] as string).split(',').filter(Boolean).map(parseRange)) } }
  const set = /^\{([^[\]{}]*)\}$/.exec(compact)
  if (set) return { type: 'SET', set: { item: [...new Set((set[1] as string).split(',').filter(Boolean))] } }
  if (/[[\]{}]/.test(compact)) throw invalid(`Mismatched brackets in '${compact}'`)
  if (!/^[-+.\d]/.test(compact)) return { type: 'TEXT', text: { value: text.trim() } }
  try {
    // Mesos reckons with three decimal places, nothing finer exists.
    return { type: 'SCALAR', scalar: { value: Math.round(numify(compact) * 1000) / 1000 } }
  } catch {
    return { type: 'TEXT', text: { value: text.trim() } }
  }
}

function parseRange (token: string): ValueRange {
  const match = /^(\d+)-(\d+)$/.exec(token)
  if (!match) throw invalid(`Expecting a range of non-negative integers, not '${token}'`)
  const range = { begin: Number(match[1]), end: Number(match[2]) }
  if (range.begin > range.end) throw invalid(`Range '${token}' ends before it begins`)
  return range
}

/** Sorted, with overlapping and adjoining ranges made one: the only form in which ranges are compared. */
function coalesce (ranges: ValueRange[]): ValueRange[] {
  const result: ValueRange[] = []
  for (const range of ranges.toSorted((a, b) => a.begin - b.begin)) {
    const last = result.at(-1)
    if (last && range.begin <= last.end + 1) last.end = Math.max(last.end, range.end)
    else result.push(range)
  }
  return result
}

function invalid (text: string): Error {
  return new errors.CONTAINERIZER_ERR_OPTION_INVALID(text)
}
