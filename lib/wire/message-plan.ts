import protobuf from 'protobufjs'
import { messageType } from './schema.ts'

export type FieldKind = 'string' | 'bytes' | 'bool' | 'double' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'enum' | 'message'

/** What a codec has to know of one field; `entry` is the message behind each pair of a map. */
export interface FieldPlan {
  readonly owner: string
  readonly id: number
  readonly name: string
  readonly wireName: string
  readonly kind: FieldKind
  readonly required: boolean
  readonly repeated: boolean
  readonly message: MessagePlan | undefined
  readonly entry: MessagePlan | undefined
  readonly numbers: ReadonlyMap<string, number>
  readonly names: ReadonlyMap<number, string>
  /** What the original writes into JSON when the field is unset: its explicit default, unless it is deprecated. */
  readonly shownDefault: unknown
}

export interface MessagePlan {
  /** Last part of the full name: 'Call' for mesos.v1.agent.Call. */
  readonly name: string
  readonly fullName: string
  /** In order of declaration, which is also the order of JSON output. */
  readonly fields: FieldPlan[]
  readonly required: FieldPlan[]
  readonly byId: Array<FieldPlan | undefined>
  readonly byWireName: Map<string, FieldPlan>
}

const plans = new Map<protobuf.Type, MessagePlan>()
const byName = new Map<string, MessagePlan>()

// scripts/generate-types.mjs names the members of types/mesos-v1.ts by the same rule.
const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

function emptyPlan (name: string, fullName: string): MessagePlan {
  return { name, fullName, fields: [], required: [], byId: [], byWireName: new Map() }
}

function add (plan: MessagePlan, field: FieldPlan): void {
  plan.fields.push(field)
  plan.byId[field.id] = field
  plan.byWireName.set(field.wireName, field)
  if (field.required) plan.required.push(field)
}

function kindOf (field: protobuf.Field): FieldKind {
  if (field.resolvedType === null) return field.type as FieldKind
  return field.resolvedType instanceof protobuf.Enum ? 'enum' : 'message'
}

const entryField = (owner: string, id: number, name: string): FieldPlan => ({
  owner,
  id,
  name,
  wireName: name,
  kind: 'string',
  required: false,
  repeated: false,
  message: undefined,
  entry: undefined,
  numbers: new Map(),
  names: new Map(),
  shownDefault: undefined
})

function shownDefault (field: protobuf.Field): unknown {
  const { default: value, deprecated } = field.options ?? {}
  return deprecated === true ? undefined : value
}

function fieldPlan (owner: string, field: protobuf.Field): FieldPlan {
  const kind = kindOf(field)
  const message = field.resolvedType instanceof protobuf.Type ? planOf(field.resolvedType) : undefined
  const pairs = field.resolvedType instanceof protobuf.Enum ? Object.entries(field.resolvedType.values) : []
  const plan = {
    owner,
    id: field.id,
    name: camelCase(field.name),
    wireName: field.name,
    kind,
    required: field.required,
    repeated: field.repeated,
    message,
    numbers: new Map(pairs),
    names: new Map(pairs.map(([name, number]) => [number, name])),
    shownDefault: shownDefault(field)
  }
  if (!(field instanceof protobuf.MapField)) return { ...plan, entry: undefined }
  const entry = emptyPlan('Entry', `${owner}.${field.name}`)
  add(entry, entryField(entry.fullName, 1, 'key'))
  add(entry, { ...entryField(entry.fullName, 2, 'value'), kind, message })
  return { ...plan, entry }
}

function planOf (type: protobuf.Type): MessagePlan {
  const known = plans.get(type)
  if (known !== undefined) return known
  const plan = emptyPlan(type.name, type.fullName.slice(1))
  // Entered before its fields are looked at: a ContainerID has a ContainerID as parent.
  plans.set(type, plan)
  for (const field of type.fieldsArray) add(plan, fieldPlan(plan.fullName, field))
  return plan
}

/** The plan of the message `name`, relative to mesos.v1; made once. Throws WIRE_INVALID for an unknown name. */
export function messagePlan (name: string): MessagePlan {
  let plan = byName.get(name)
  if (plan === undefined) {
    plan = planOf(messageType(name))
    byName.set(name, plan)
  }
  return plan
}
