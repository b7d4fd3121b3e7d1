import { isInRange } from './integer-range.ts'
import type { FieldPlan } from './message-plan.ts'
import type { FieldKind } from './schema.ts'

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const notBase64 = /[^A-Za-z0-9+/]/

// One character class and no repetition: a body of many megabytes must not exhaust the stack of the expression.
function isBase64 (value: string): boolean {
  const body = value.replace(/={1,2}$/, '')
  return body.length % 4 !== 1 && !notBase64.test(body)
}

const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && number.test(value) ? Number(value) : value

function asDouble (value: unknown): unknown {
  return value === 'Infinity' || value === '-Infinity' || value === 'NaN' ? Number(value) : asNumber(value)
}

const expected: Readonly<Record<FieldKind, string>> = {
  string: 'text',
  bytes: 'base64 text',
  bool: 'true or false',
  double: 'a number',
  int32: 'an int32',
  uint32: 'a uint32',
  int64: 'an int64',
  uint64: 'a uint64',
  enum: 'an enum name',
  message: 'an object'
}

// Long text is not repeated: it may be a secret in the wrong place, and the answer would grow with it.
function refuse (field: FieldPlan, value: unknown): never {
  const found = Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : JSON.stringify(value)
  throw new TypeError(`Expected ${expected[field.kind]}, found ${found.length > 64 ? 'other text' : found}`)
}

function parseEnum (field: FieldPlan, value: unknown): string | undefined {
  if (typeof value !== 'string') return refuse(field, value)
  if (field.numbers.has(value)) return value
  // A name from a later version counts as unset, unless unset is what the field must not be.
  return field.required ? refuse(field, value) : undefined
}

/**
 * A JSON value (not null) as the field's own kind; undefined for an enum name that is unknown and may be. Numbers may
 * come as text. Throws a TypeError that names what was expected. Unlike Mesos, a fraction, or a number beyond
 * the field's range, is refused instead of being cut to fit.
 */
export function parseScalar (field: FieldPlan, value: unknown): unknown {
  switch (field.kind) {
    case 'enum':
      return parseEnum(field, value)
    case 'string':
      return typeof value === 'string' ? value : refuse(field, value)
    case 'bytes':
      return typeof value === 'string' && isBase64(value) ? Buffer.from(value, 'base64') : refuse(field, value)
    case 'bool':
      return typeof value === 'boolean' ? value : refuse(field, value)
    case 'double': {
      const parsed = asDouble(value)
      return typeof parsed === 'number' ? parsed : refuse(field, value)
    }
    case 'message':
      return refuse(field, value)
    default: {
      const parsed = asNumber(value)
      return isInRange(field.kind, parsed) ? parsed : refuse(field, value)
    }
  }
}
