import { readFileSync } from 'node:fs'
import protobuf from 'protobufjs'
import t from 'tap'
import { messageType } from '../../lib/wire/schema.ts'

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
  const ours = ourSections(messageType('TaskInfo').parent!)
  const reference = referenceSections()
  t.ok(reference.length > 300)
  t.strictSame(sorted(ours), sorted(reference))
})

t.test('messages are found by their name below mesos.v1', async (t) => {
  t.equal(messageType('TaskInfo').fullName, '.mesos.v1.TaskInfo')
  t.equal(messageType('scheduler.Call').fullName, '.mesos.v1.scheduler.Call')
  t.equal(messageType('Offer.Operation.Launch').fullName, '.mesos.v1.Offer.Operation.Launch')
})

t.test('a name that is no message is refused', async (t) => {
  for (const name of ['Nothing', 'TaskState', 'scheduler', 'mesos.v1.TaskInfo', '']) {
    t.throws(() => messageType(name), {
      code: 'CONTAINERIZER_ERR_WIRE_INVALID', message: `No message is called mesos.v1.${name}`
    })
  }
})
