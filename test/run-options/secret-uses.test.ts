import t from 'tap'
import { checkSecret, secretUses } from '../../lib/run-options/secret-uses.ts'
import type { Secret, Volume } from '../../types/index.ts'

const inline: Secret = { type: 'VALUE', value: { data: Buffer.from('hush') } }
const reference: Secret = { type: 'REFERENCE', reference: { name: 'db', key: 'password' } }

t.test('variables and volumes use secrets, each in its place', async (t) => {
  const volume = (mode: 'RO' | 'RW'): Volume => ({ containerPath: '/s', mode, source: { type: 'SECRET', secret: reference } })
  t.strictSame(secretUses({
    directory: '/d',
    commandInfo: { environment: { variables: [{ name: 'A', value: '1' }, { name: 'S', type: 'SECRET', secret: inline }, { name: 'N', type: 'SECRET' }] } },
    containerInfo: { type: 'DOCKER', volumes: [{ containerPath: '/a', hostPath: '/a', mode: 'RO' }, volume('RO'), volume('RW'), { containerPath: '/n', mode: 'RO', source: { type: 'SECRET' } }] }
  }), [
    { field: 'command.environment "S"', secret: inline, variable: 'S' },
    { field: 'container.volumes[1]', secret: reference, file: '1', readOnly: true },
    { field: 'container.volumes[2]', secret: reference, file: '2', readOnly: false }
  ])
  t.strictSame(secretUses({ directory: '/d', commandInfo: {} }), [])
})

t.test('a secret says what it is', async (t) => {
  t.doesNotThrow(() => checkSecret('f', inline, false))
  t.doesNotThrow(() => checkSecret('f', reference, true))
})

for (const [fact, secret, message] of [
  ['no secret', undefined, 'f "SECRET": must have a secret'],
  ['a secret of no type', { value: inline.value }, 'f.secret "UNKNOWN": must be of type VALUE or REFERENCE'],
  ['a VALUE without value', { type: 'VALUE' }, 'f.secret "VALUE": must have a value'],
  ['a VALUE with a reference', { ...reference, ...inline }, 'f.secret "VALUE": must not have a reference'],
  ['a REFERENCE without reference', { type: 'REFERENCE' }, 'f.secret "REFERENCE": must have a reference'],
  ['a REFERENCE with a value', { ...inline, ...reference }, 'f.secret "REFERENCE": must not have a value'],
  ['a REFERENCE that nobody resolves', reference, 'f.secret.reference "db": there is no resolver of secrets here; give the secret by its value']
] as const) {
  t.test(`refuses ${fact}, without quoting it`, async (t) => {
    t.throws(() => checkSecret('f', secret as Secret, message.includes('must not')), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })
  })
}
