import { integerRange } from './integer-range.ts'
import { messagePlan } from './message-plan.ts'
import type { FieldPlan, MessagePlan } from './message-plan.ts'

type Fields = Record<string, unknown>

function valueOf (field: FieldPlan, value: unknown): unknown {
  switch (field.kind) {
    case 'message':
      return objectOf(field.message!, value as Fields)
    case 'bytes': {
      const { buffer, byteOffset, byteLength } = value as Uint8Array
      return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
    }
    case 'double':
      return Number.isFinite(value) ? value : String(value)
    case 'int64':
    case 'uint64': {
      const { safe } = integerRange[field.kind]
      return Math.max(-safe, Math.min(value as number, safe))
    }
    default:
      return value
  }
}

function mapOf (field: FieldPlan, value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueOf(field, item)]))
}

function objectOf (plan: MessagePlan, message: Fields): Fields {
  const out: Fields = {}
  for (const field of plan.fields) {
    const value = message[field.name]
    if (value == null) {
      if (field.shownDefault !== undefined) out[field.wireName] = field.shownDefault
    } else if (field.entry !== undefined) {
      out[field.wireName] = mapOf(field, value as Fields)
    } else if (field.repeated) {
      out[field.wireName] = (value as unknown[]).map((item) => valueOf(field, item))
    } else {
      out[field.wireName] = valueOf(field, value)
    }
  }
  return out
}

/**
 * The message as the original's JSON has it: snake_case names in order of declaration, bytes as base64, 64-bit integers
 * as numbers, infinite doubles as text. Unset fields appear only where they have an explicit default and are not
 * deprecated; a list that is there but empty stays `[]`. `type` is relative to mesos.v1.
 */
export function toJsonValue (type: string, message: object): Record<string, unknown> {
  return objectOf(messagePlan(type), message as Fields)
}

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON as one line of ASCII, because there are clients that count a record's length in characters. */
export function asciiJson (value: object): string {
  return JSON.stringify(value).replace(/[^\0-\x7f]/g, escape)
}

/** The message as such a line. */
export function toJson (type: string, message: object): string {
  return asciiJson(toJsonValue(type, message))
}
