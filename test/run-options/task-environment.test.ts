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

const secret = { value: { data: new Uint8Array(1) } }
for (const [fact, variable, message] of [
  ['an empty name', { name: '', value: 'hush' }, 'command.environment "": a name must'],
  ['a name with an equal sign', { name: 'A=B', value: 'hush' }, 'a name must'],
  ['a secret', { name: 'A', type: 'SECRET', secret }, 'command.environment "A" "SECRET": only variables of type VALUE'],
  ['an unknown type', { name: 'A', type: 'UNKNOWN', value: 'hush' }, 'only variables of type VALUE'],
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
