// Writes what the proto files decide: types/mesos-v1.ts (the messages as TypeScript sees them)
// and lib/wire/descriptors.ts (the same for lib/wire/schema.ts, so that nothing is parsed or resolved at start).
// Run it after a change in proto/: npm run generate
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import protobuf from 'protobufjs'

const root = new URL('../', import.meta.url)
const path = (relative) => fileURLToPath(new URL(relative, root))

export const protoFiles = ['mesos', 'agent/agent', 'executor/executor', 'scheduler/scheduler']
  .map((name) => `mesos/v1/${name}.proto`)

const scalars = {
  string: 'string',
  bytes: 'Uint8Array',
  bool: 'boolean',
  double: 'number',
  float: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'number',
  uint64: 'number'
}

export function loadRoot () {
  const parsed = new protobuf.Root()
  parsed.resolvePath = (origin, target) => path(`proto/${target}`)
  return parsed.loadSync(protoFiles, { keepCase: true }).resolveAll()
}

// task_id -> taskId; lib/wire applies the same rule at run time.
export const camelCase = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

// mesos.v1.TaskInfo -> TaskInfo; mesos.v1.agent.Call.GetMetrics -> AgentCallGetMetrics
export function typeName (reflected) {
  const parts = reflected.fullName.replace(/^\./, '').split('.').slice(2)
  return parts.map((part) => part[0].toUpperCase() + part.slice(1)).join('')
}

function fieldType (field) {
  const single = field.resolvedType ? typeName(field.resolvedType) : scalars[field.type]
  if (single === undefined) throw new Error(`no TypeScript type for ${field.fullName}: ${field.type}`)
  if (field.map) return `Record<string, ${single}>`
  return field.repeated ? `${single}[]` : single
}

function messageText (type) {
  const lines = type.fieldsArray.map((field) =>
    `  ${camelCase(field.name)}${field.required ? '' : '?'}: ${fieldType(field)}`)
  return `export interface ${typeName(type)} {\n${lines.join('\n')}\n}`
    .replace('{\n\n}', '{}')
}

function enumText (enumeration) {
  const names = Object.keys(enumeration.values).map((name) => `'${name}'`)
  return `export type ${typeName(enumeration)} =\n  | ${names.join('\n  | ')}`
}

export function typesText (parsed) {
  const parts = []
  const visit = (namespace) => {
    for (const nested of namespace.nestedArray) {
      if (nested instanceof protobuf.Type) parts.push(messageText(nested))
      if (nested instanceof protobuf.Enum) parts.push(enumText(nested))
      if (nested instanceof protobuf.Namespace) visit(nested)
    }
  }
  visit(parsed)
  return `// Written by scripts/generate-types.mjs from proto/. Do not edit.\n\n${parts.join('\n\n')}\n`
}

// mesos.v1.scheduler.Call -> scheduler.Call
const relativeName = (reflected) => reflected.fullName.replace('.mesos.v1.', '')

function fieldDescriptor (field) {
  const { default: value, deprecated } = field.options ?? {}
  return {
    id: field.id,
    name: field.name,
    kind: field.resolvedType === null ? field.type : field.resolvedType instanceof protobuf.Enum ? 'enum' : 'message',
    of: field.resolvedType === null ? undefined : relativeName(field.resolvedType),
    rule: field.map ? 'map' : field.required ? 'required' : field.repeated ? 'repeated' : undefined,
    default: value,
    deprecated
  }
}

export function descriptorsText (parsed) {
  const [messages, enums] = [{}, {}]
  const visit = (namespace) => {
    for (const nested of namespace.nestedArray) {
      if (nested instanceof protobuf.Type) messages[relativeName(nested)] = nested.fieldsArray.map(fieldDescriptor)
      if (nested instanceof protobuf.Enum) enums[relativeName(nested)] = nested.values
      if (nested instanceof protobuf.Namespace) visit(nested)
    }
  }
  visit(parsed.lookup('mesos.v1'))
  return '// Written by scripts/generate-types.mjs from proto/. Do not edit.\n' +
    `export const descriptors = ${JSON.stringify(JSON.stringify({ messages, enums }))}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parsed = loadRoot()
  writeFileSync(path('types/mesos-v1.ts'), typesText(parsed))
  writeFileSync(path('lib/wire/descriptors.ts'), descriptorsText(parsed))
  const read = (file) => readFileSync(path(file), 'utf8').split('\n').length
  console.log(`types/mesos-v1.ts: ${read('types/mesos-v1.ts')} lines; lib/wire/descriptors.ts written`)
}
