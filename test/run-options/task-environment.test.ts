import t from 'tap'
import { taskEnvironment } from '../../lib/run-options/task-environment.ts'
import type { EnvironmentVariable } from '../../types/index.ts'

const of = (...variables: EnvironmentVariable[]) => taskEnvironment({ environment: { variables } })

t.test('no environment is an empty one', async (t) => {
  t.same([...taskEnvironment({})], [])
  t.same([...taskEnvironment({ environment: {} })], [])
})

t.test('values are taken exactly, newlines and equal signs included, the last of a name counts', async (t) => {
  t.same([...of({ name: 'A', value: '1' }, { name: 'B', type: 'VALUE', value: 'x=\ny' }, { name: 'A', value: '' })], [['A', ''], ['B', 'x=\ny']])
})

t.test('secrets are not there yet, but have their place', async (t) => {
  const inline = { name: 'S', type: 'SECRET' as const, secret: { type: 'VALUE' as const, value: { data: Buffer.from('hush') } } }
  const reference = { name: 'R', type: 'SECRET' as const, secret: { type: 'REFERENCE' as const, reference: { name: 'db' } } }
  t.same([...of(inline, { name: 'A', value: '1' })], [['S', '(secret)'], ['A', '1']])
  t.same([...taskEnvironment({ environment: { variables: [reference] } }, true)], [['R', '(secret)']])
})

const secret = { value: { data: new Uint8Array(1) } }
for (const [fact, variable, message] of [
  ['an empty name', { name: '', value: 'hush' }, 'command.environment "": a name must'],
  ['a name with an equal sign', { name: 'A=B', value: 'hush' }, 'a name must'],
  ['a secret without a secret', { name: 'A', type: 'SECRET' }, 'command.environment "A" "SECRET": must have a secret'],
  ['a secret with a value beside it', { name: 'A', type: 'SECRET', value: 'hush', secret }, 'must not have a value'],
  ['a secret that is no text', { name: 'A', type: 'SECRET', secret: { type: 'VALUE', value: { data: new Uint8Array([0xff]) } } }, 'must be UTF-8 text without NUL'],
  ['a secret with NUL', { name: 'A', type: 'SECRET', secret: { type: 'VALUE', value: { data: Buffer.from('hush\0') } } }, 'must be UTF-8 text without NUL'],
  ['a reference that nobody resolves', { name: 'A', type: 'SECRET', secret: { type: 'REFERENCE', reference: { name: 'db' } } }, 'command.environment "A".secret.reference "db": there is no resolver'],
  ['an unknown type', { name: 'A', type: 'UNKNOWN', value: 'hush' }, 'must be of type VALUE or SECRET'],
  ['a value with a secret', { name: 'A', value: 'hush', secret }, 'must not have a secret'],
  ['no value', { name: 'A' }, 'must have a value'],
  ['NUL in a value', { name: 'A', value: 'hush\0' }, 'must not contain NUL']
] as const) {
  t.test(`refuses ${fact}, without telling the value`, async (t) => {
    const error = t.throws(() => of(variable as EnvironmentVariable), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }) as Error
    t.ok(error.message.includes(message), error.message)
    t.notMatch(error.message, 'hush')
  })
}
