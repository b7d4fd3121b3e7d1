import { errors } from '../errors.ts'
import { descriptors } from './descriptors.ts'

/** A field as the proto files declare it. */
export interface FieldDescriptor {
  id: number
  /** As on the wire. */
  name: string
  kind: FieldKind
  /** Name of the message or enum, for these kinds. */
  of?: string
  /** Of a map, whose keys are texts, kind is that of its values. Left out: optional. */
  rule?: 'required' | 'repeated' | 'map'
  default?: unknown
  deprecated?: boolean
}

export type FieldKind = 'string' | 'bytes' | 'bool' | 'double' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'enum' | 'message'

export interface Schema {
  /** Fields in order of declaration, by the message's name relative to mesos.v1: 'TaskInfo', 'agent.Call', 'Offer.Operation'. */
  messages: Readonly<Record<string, readonly FieldDescriptor[]>>
  /** Numbers by name, by the enum's name. */
  enums: Readonly<Record<string, Readonly<Record<string, number>>>>
}

let parsed: Schema | undefined

/** All that the proto files declare. Parsed at the first call, so that importing the package costs nothing. */
export function schema (): Schema {
  parsed ??= JSON.parse(descriptors) as Schema
  return parsed
}

/** Throws WIRE_INVALID for a name that is no message. */
export function messageFields (name: string): readonly FieldDescriptor[] {
  const { messages } = schema()
  const fields = Object.hasOwn(messages, name) ? messages[name] : undefined
  if (fields === undefined) throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`No message is called mesos.v1.${name}`)
  return fields
}
