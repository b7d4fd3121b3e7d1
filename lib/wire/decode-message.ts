import type { Reader } from 'protobufjs'
import { wireType, type Progress } from './encode-message.ts'
import type { FieldPlan, MessagePlan } from './message-plan.ts'

type Fields = Record<string, unknown>

/** Deeper nesting than this is refused, as the original's parser does. */
export const maxDepth = 100

// A message from elsewhere may name a map's key as it likes: plain assignment of '__proto__' would not make a key.
export function setKey (target: Fields, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

function readScalar (field: FieldPlan, reader: Reader): unknown {
  switch (field.kind) {
    case 'int64':
    case 'uint64':
      return (reader[field.kind]() as unknown as { toNumber (): number }).toNumber()
    // An enum value we do not know counts as an unknown field, as proto2 has it: unset.
    case 'enum':
      return field.names.get(reader.int32())
    default:
      return reader[field.kind as 'string']()
  }
}

function readEntry (field: FieldPlan, target: Fields, reader: Reader, progress: Progress, depth: number): void {
  const { key = '', value } = decodeMessage(field.entry!, reader, reader.uint32() + reader.pos, {}, progress, depth)
  // A pair without a value stands for an empty one; an empty message may lack required fields.
  if (value === undefined) progress.incomplete = true
  target[field.name] ??= {}
  setKey(target[field.name] as Fields, key as string, value ?? (field.message === undefined ? '' : {}))
}

function readValue (field: FieldPlan, target: Fields, reader: Reader, progress: Progress, depth: number): void {
  let value: unknown
  if (field.kind === 'message') {
    // A second occurrence of a single message is merged into the first.
    const before = field.repeated ? {} : target[field.name] as Fields | undefined ?? {}
    value = decodeMessage(field.message!, reader, reader.uint32() + reader.pos, before, progress, depth)
  } else {
    value = readScalar(field, reader)
  }
  if (value === undefined) return
  if (!field.repeated) target[field.name] = value
  else if (target[field.name] === undefined) target[field.name] = [value]
  else (target[field.name] as unknown[]).push(value)
}

/** Reads fields up to the offset `end` into `target` and returns it; unknown fields are skipped, malformed bytes throw. */
export function decodeMessage (
  plan: MessagePlan, reader: Reader, end: number, target: Fields, progress: Progress, depth = 0): Fields {
  if (depth > maxDepth) throw new RangeError('nested too deeply')
  if (end > reader.len) throw new RangeError(`${end - reader.len} bytes are missing`)
  while (reader.pos < end) {
    const tag = reader.uint32()
    const field = plan.byId[tag >>> 3]
    const type = tag & 7
    if (field === undefined) {
      reader.skipType(type)
      continue
    }
    progress.at = field
    if (field.entry !== undefined && type === 2) readEntry(field, target, reader, progress, depth + 1)
    else if (type === wireType[field.kind]) readValue(field, target, reader, progress, depth + 1)
    else if (type === 2 && field.repeated) readPacked(field, target, reader, progress, depth + 1)
    else reader.skipType(type)
  }
  if (reader.pos > end) throw new RangeError('a field ends behind its message')
  for (const field of plan.required) if (target[field.name] === undefined) progress.incomplete = true
  return target
}

function readPacked (field: FieldPlan, target: Fields, reader: Reader, progress: Progress, depth: number): void {
  const end = reader.uint32() + reader.pos
  if (end > reader.len) throw new RangeError(`${end - reader.len} bytes are missing`)
  while (reader.pos < end) readValue(field, target, reader, progress, depth)
}
