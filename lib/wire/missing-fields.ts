import type { FieldPlan, MessagePlan } from './message-plan.ts'

type Fields = Record<string, unknown>

function * children (field: FieldPlan, value: unknown): Generator<[path: string, message: Fields]> {
  if (field.entry !== undefined) {
    for (const [key, item] of Object.entries(value as Fields)) yield [`${field.wireName}[${key}]`, item as Fields]
  } else if (field.repeated) {
    for (const [index, item] of (value as Fields[]).entries()) yield [`${field.wireName}[${index}]`, item]
  } else {
    yield [field.wireName, value as Fields]
  }
}

/** Paths (wire names) of the required fields that `message` and all within it lack, in order of declaration. */
export function missingFields (plan: MessagePlan, message: object, prefix = ''): string[] {
  const missing = plan.required
    .filter((field) => (message as Fields)[field.name] == null)
    .map((field) => prefix + field.wireName)
  for (const field of plan.fields) {
    const value = (message as Fields)[field.name]
    if (field.message === undefined || value == null) continue
    for (const [path, child] of children(field, value)) missing.push(...missingFields(field.message, child, `${prefix}${path}.`))
  }
  return missing
}
