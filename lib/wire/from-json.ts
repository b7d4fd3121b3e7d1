import { errors } from '../errors.ts'
import { maxDepth, setKey } from './decode-message.ts'
import { messagePlan } from './message-plan.ts'
import type { FieldPlan, MessagePlan } from './message-plan.ts'
import { missingFields } from './missing-fields.ts'
import { parseScalar } from './parse-scalar.ts'

type Fields = Record<string, unknown>

interface Run {
  readonly path: Array<string | number>
  incomplete: boolean
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseValue (field: FieldPlan, value: unknown, run: Run): unknown {
  return field.kind === 'message' && isObject(value) ? parseMessage(field.message!, value, run) : parseScalar(field, value)
}

function parseList (field: FieldPlan, value: unknown, run: Run): unknown[] {
  // One value where several may be stands for a list of one.
  const items = Array.isArray(value) ? value : [value]
  const list = []
  for (const [index, item] of items.entries()) {
    run.path.push(index)
    const parsed = item === null ? undefined : parseValue(field, item, run)
    if (parsed !== undefined) list.push(parsed)
    run.path.pop()
  }
  return list
}

function parseMap (field: FieldPlan, value: unknown, run: Run): Fields {
  if (!isObject(value)) throw new TypeError('Expected an object')
  const map = {}
  for (const [key, item] of Object.entries(value)) {
    run.path.push(key)
    if (item !== null) setKey(map, key, parseValue(field, item, run))
    run.path.pop()
  }
  return map
}

function parseMessage (plan: MessagePlan, value: Fields, run: Run): Fields {
  if (run.path.length > maxDepth) throw new RangeError('Nested too deeply')
  const message: Fields = {}
  for (const [key, item] of Object.entries(value)) {
    const field = plan.byWireName.get(key)
    if (field === undefined || item === null) continue
    run.path.push(key)
    const parsed = field.entry !== undefined
      ? parseMap(field, item, run)
      : field.repeated ? parseList(field, item, run) : parseValue(field, item, run)
    if (parsed !== undefined) message[field.name] = parsed
    run.path.pop()
  }
  for (const field of plan.required) if (message[field.name] === undefined) run.incomplete = true
  return message
}

const pathText = (path: Array<string | number>): string =>
  path.map((part, index) => typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`).join('')

/**
 * The message in a parsed JSON `value`, by the original's rules: names in snake_case, unknown ones ignored, null is unset.
 * Throws WIRE_INVALID with the path of the offending field, or with all required fields that are unset.
 */
export function fromJsonValue<T = Record<string, unknown>> (type: string, value: unknown): T {
  const plan = messagePlan(type)
  const failure = `Failed to convert JSON into ${plan.name} protobuf`
  const run: Run = { path: [], incomplete: false }
  let message
  try {
    if (!isObject(value)) throw new TypeError('Expected an object')
    message = parseMessage(plan, value, run)
  } catch (cause) {
    const where = run.path.length === 0 ? plan.fullName : pathText(run.path)
    throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`${failure}: ${where}: ${(cause as Error).message}`, { cause })
  }
  const missing = run.incomplete ? missingFields(plan, message) : []
  if (missing.length === 0) return message as T
  throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`${failure}: Missing required fields: ${missing.join(', ')}`)
}

function parseText (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // V8 says where only in some of its messages; otherwise the end of the text is as good a place as any.
    const at = Number(/ at position (\d+)/.exec((cause as Error).message)?.[1] ?? text.length)
    const line = text.slice(0, at).split('\n').length
    const near = text.slice(at, at + 64).split('\n')[0]
    throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(
      `Failed to parse body into JSON: syntax error at line ${line} near: ${near}`, { cause })
  }
}

/** The message in the JSON `text`; `type` is relative to mesos.v1. Throws WIRE_INVALID as fromJsonValue does, and for a text that is no JSON. */
export function fromJson<T = Record<string, unknown>> (type: string, text: string): T {
  return fromJsonValue<T>(type, parseText(text))
}
