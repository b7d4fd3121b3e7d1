import { Ajv } from 'ajv'
import t from 'tap'
import { schemaProblem } from '../../../lib/agent/flags/schema-problem.ts'

const problem = (schema: object, value: unknown) => {
  const validate = new Ajv().compile(schema)
  validate(value)
  return schemaProblem(validate.errors)
}

t.test('what is wrong is named by its place and the rule', async t => {
  const schema = { type: 'object', properties: { a: { type: 'array', items: { enum: ['x', 'y'] } } }, additionalProperties: false }
  t.equal(problem(schema, []), 'must be object')
  t.equal(problem(schema, { a: ['z'] }), 'a.0 must be equal to one of the allowed values: x, y')
  t.equal(problem(schema, { b: 1 }), 'must NOT have additional properties: b')
})
