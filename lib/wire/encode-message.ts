import type { Writer } from 'protobufjs'
import { integerRange, isInRange } from './integer-range.ts'
import type { FieldPlan, MessagePlan } from './message-plan.ts'
import type { FieldKind } from './schema.ts'

/** What a run over a message leaves behind: where it was last, and whether a required field was seen to be unset. */
export interface Progress {
  at: FieldPlan | undefined
  incomplete: boolean
}

type Fields = Record<string, unknown>

export const wireType: Readonly<Record<FieldKind, 0 | 1 | 2>> = {
  string: 2,
  bytes: 2,
  message: 2,
  double: 1,
  bool: 0,
  int32: 0,
  uint32: 0,
  int64: 0,
  uint64: 0,
  enum: 0
}

function expect (is: boolean, value: unknown): void {
  if (!is) throw new TypeError(`${typeof value === 'string' ? `'${value}'` : String(value)} does not fit`)
}

function writeInteger (kind: 'int32' | 'uint32' | 'int64' | 'uint64', value: unknown, writer: Writer): void {
  expect(isInRange(kind, value), value)
  const { safe, last } = integerRange[kind]
  // 2^63 stands for the largest int64 here, 2^64 for the largest uint64; as numbers they would wrap around.
  writer[kind]((value as number) > safe ? last as unknown as number : value as number)
}

function writeValue (field: FieldPlan, value: unknown, writer: Writer, progress: Progress): void {
  progress.at = field
  writer.uint32((field.id << 3) | wireType[field.kind])
  switch (field.kind) {
    case 'message':
      expect(typeof value === 'object', value)
      writer.fork()
      encodeMessage(field.message!, value as Fields, writer, progress)
      writer.ldelim()
      break
    case 'enum':
      expect(field.numbers.has(value as string), value)
      writer.int32(field.numbers.get(value as string)!)
      break
    case 'string':
      expect(typeof value === 'string', value)
      writer.string(value as string)
      break
    case 'bytes':
      expect(value instanceof Uint8Array, value)
      writer.bytes(value as Uint8Array)
      break
    case 'bool':
      expect(typeof value === 'boolean', value)
      writer.bool(value as boolean)
      break
    case 'double':
      expect(typeof value === 'number', value)
      writer.double(value as number)
      break
    default:
      writeInteger(field.kind, value, writer)
  }
}

/** Writes the fields of `message` that are set, in order of declaration; throws a TypeError for a value of another kind. */
export function encodeMessage (plan: MessagePlan, message: Fields, writer: Writer, progress: Progress): void {
  for (const field of plan.fields) {
    const value = message[field.name]
    if (value == null) {
      if (field.required) progress.incomplete = true
    } else if (field.entry !== undefined) {
      for (const [key, item] of Object.entries(value)) {
        progress.at = field
        writer.uint32((field.id << 3) | 2).fork()
        encodeMessage(field.entry, { key, value: item }, writer, progress)
        writer.ldelim()
      }
    } else if (field.repeated) {
      for (const item of value as unknown[]) writeValue(field, item, writer, progress)
    } else {
      writeValue(field, value, writer, progress)
    }
  }
}
