import { readFileSync } from 'node:fs'
import protobuf from 'protobufjs'
import t from 'tap'
import { messageFields, schema } from '../../lib/wire/schema.ts'
import { descriptorsText, loadRoot } from '../../scripts/generate-types.mjs'

const root = loadRoot()

interface Section { title: string, lines: string[] }

// The reference table: '# file — package p', then 'message M' or 'enum E' with a line for each field or value.
function referenceSections (): Section[] {
  const sections: Section[] = []
  let prefix = ''
  for (const line of readFileSync(new URL('../fixtures/wire/v1.txt', import.meta.url), 'utf8').split('\n')) {
    const opening = /^(message|enum) (\S+)$/.exec(line)
    const packageName = /^# .* package mesos\.v1\.?(\w*)$/.exec(line)
    if (packageName !== null) prefix = packageName[1] === '' ? '' : `${packageName[1]}.`
    else if (opening !== null) sections.push({ title: `${opening[1]} ${prefix}${opening[2]}`, lines: [] })
    else if (line.startsWith('  ')) sections.at(-1)!.lines.push(line.trim())
  }
  return sections
}

function fieldText (field: protobuf.Field): string {
  const label = field.required ? 'required' : field.repeated ? 'repeated' : 'optional'
  const type = field instanceof protobuf.MapField ? `map<${field.keyType},${field.type}>` : `${label} ${field.type}`
  const { default: value, deprecated } = field.options ?? {}
  const shown = value === undefined ? '' : ` = ${JSON.stringify(value)}`
  return `${field.id} ${type} ${field.name}${shown}${deprecated === true ? ' (deprecated)' : ''}`
}

function ourSections (within: protobuf.NamespaceBase): Section[] {
  return within.nestedArray.flatMap((nested) => {
    const name = nested.fullName.replace('.mesos.v1.', '')
    const own: Section[] = []
    if (nested instanceof protobuf.Type) {
      const oneofs = nested.oneofsArray.map((oneof) => `oneof ${oneof.name}: ${oneof.oneof.join(', ')}`)
      own.push({ title: `message ${name}`, lines: [...nested.fieldsArray.map(fieldText), ...oneofs] })
    }
    if (nested instanceof protobuf.Enum) {
      own.push({ title: `enum ${name}`, lines: Object.entries(nested.values).map(([value, number]) => `${number} ${value}`) })
    }
    return nested instanceof protobuf.Namespace ? [...own, ...ourSections(nested)] : own
  })
}

const sorted = (sections: Section[]) => Object.fromEntries(sections
  .map(({ title, lines }) => [title, lines] as const)
  .sort(([a], [b]) => a < b ? -1 : 1))

t.test('every message and enum has the numbers, labels, types, names and defaults of the reference, in its order', async (t) => {
  const ours = ourSections(root.lookup('mesos.v1') as protobuf.Namespace)
  const reference = referenceSections()
  t.ok(reference.length > 300)
  t.strictSame(sorted(ours), sorted(reference))
})

t.test('the schema is what the proto files say', async (t) => {
  t.equal(readFileSync(new URL('../../lib/wire/descriptors.ts', import.meta.url), 'utf8'), descriptorsText(root))
  t.equal(schema(), schema())
})

t.test('messages are found by their name below mesos.v1', async (t) => {
  t.match(messageFields('TaskInfo')[0], { id: 1, name: 'name', kind: 'string', rule: 'required' })
  t.match(messageFields('scheduler.Call').map(({ name }) => name), ['framework_id', 'type'])
  t.match(messageFields('Offer.Operation.Launch'), [{ id: 1, name: 'task_infos', kind: 'message', of: 'TaskInfo', rule: 'repeated' }])
})

t.test('a name that is no message is refused', async (t) => {
  for (const name of ['Nothing', 'TaskState', 'scheduler', 'mesos.v1.TaskInfo', 'constructor', '']) {
    t.throws(() => messageFields(name), {
      code: 'CONTAINERIZER_ERR_WIRE_INVALID', message: `No message is called mesos.v1.${name}`
    })
  }
})
