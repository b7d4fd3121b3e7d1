import t from 'tap'
import { jsonSchema } from '../../lib/util/json-schema.ts'

t.test('a value is checked, defaults are set, and an error has the value', async (t) => {
  const check = jsonSchema({ type: 'object', properties: { size: { type: 'integer', minimum: 1, default: 7 }, name: { type: ['string', 'number'] } } })()
  const value = { name: 'n' }
  t.ok(check(value))
  t.strictSame(value, { name: 'n', size: 7 })
  t.notOk(check({ size: 0 }))
  t.match(check.errors, [{ instancePath: '/size', message: 'must be >= 1', data: 0 }])
})

t.test('formats are those that are given', async (t) => {
  const check = jsonSchema({ type: 'string', format: 'even' }, { even: (text: string) => text.length % 2 === 0 })()
  t.ok(check('ab'))
  t.notOk(check('abc'))
})

t.test('it is compiled once, when it is first asked for', async (t) => {
  const broken = jsonSchema({ kind: 'object' })
  t.throws(broken, { message: /unknown keyword: "kind"/ })
  const check = jsonSchema({ type: 'object' })
  t.equal(check(), check())
})

t.test('what is no schema is refused without the schema of schemas', async (t) => {
  t.throws(jsonSchema({ type: 'text' }), { message: /type must be JSONType/ })
  t.throws(jsonSchema({ type: 'number', minimum: '1' }), { message: /minimum value must be/ })
  t.throws(jsonSchema({ type: 'string', format: 'even' }), { message: /unknown format "even"/ })
})
