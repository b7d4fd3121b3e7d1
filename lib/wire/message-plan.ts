import { messageFields, schema } from './schema.ts'
import type { FieldDescriptor, FieldKind } from './schema.ts'

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

const plans = new Map<string, MessagePlan>()

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

function fieldPlan (owner: string, field: FieldDescriptor): FieldPlan {
  const { id, name: wireName, kind, of = '', rule } = field
  const message = kind === 'message' ? messagePlan(of) : undefined
  const pairs = Object.entries(kind === 'enum' ? schema().enums[of]! : {})
  const plan = {
    owner,
    id,
    name: camelCase(wireName),
    wireName,
    kind,
    required: rule === 'required',
    repeated: rule === 'repeated',
    message,
    numbers: new Map(pairs),
    names: new Map(pairs.map(([name, number]) => [number, name])),
    shownDefault: field.deprecated === true ? undefined : field.default
  }
  if (rule !== 'map') return { ...plan, entry: undefined }
  const entry = emptyPlan('Entry', `${owner}.${wireName}`)
  add(entry, entryField(entry.fullName, 1, 'key'))
  add(entry, { ...entryField(entry.fullName, 2, 'value'), kind, message })
  return { ...plan, entry }
}

/** The plan of the message `name`, relative to mesos.v1; made once. Throws WIRE_INVALID for an unknown name. */
export function messagePlan (name: string): MessagePlan {
  const known = plans.get(name)
  if (known !== undefined) return known
  const fields = messageFields(name)
  const plan = emptyPlan(name.slice(name.lastIndexOf('.') + 1), `mesos.v1.${name}`)
  // Entered before its fields are looked at: a ContainerID has a ContainerID as parent.
  plans.set(name, plan)
  for (const field of fields) add(plan, fieldPlan(plan.fullName, field))
  return plan
}
