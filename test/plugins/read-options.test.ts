import t from 'tap'
import { readOptions } from '../../lib/plugins/read-options.ts'

const schema = {
  type: 'object',
  required: ['path'],
  properties: { path: { type: 'string', pattern: '^/' }, count: { type: 'number', default: 3 }, more: { type: 'object', additionalProperties: false } }
}
const read = (given: object) => readOptions<{ path: string, count: number }>('thing', schema, given)

t.test('options are copied, defaulted and frozen', async t => {
  const given = { path: '/a' }
  const options = read(given)
  t.strictSame(options, { path: '/a', count: 3 })
  t.strictSame(given, { path: '/a' })
  t.ok(Object.isFrozen(options))
})

t.test('options of Fastify\'s own are no options of the plugin', async t => {
  t.strictSame(read({ path: '/a', prefix: '/p', logLevel: 'warn', logSerializers: {} }), { path: '/a', count: 3 })
})

t.test('a wrong option is refused with plugin, name, rule and value', async t => {
  const refused = (given: object, message: string) => t.throws(() => read(given), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused({ path: 'a' }, 'thing: path: must match pattern "^/", not "a"')
  refused({ path: '/a', count: '4' }, 'thing: count: must be number, not "4"')
  refused({}, 'thing: must have required property \'path\', not {"count":3}')
  refused({ path: '/a', color: 'red' }, 'thing: color: there is no such option')
  refused({ path: '/a', more: { color: 'red' } }, 'thing: more/color: there is no such option')
})
