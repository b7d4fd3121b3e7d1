import t from 'tap'
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { decodeRecord, encodeRecord } from '../../lib/checkpoint/record-json.ts'

const keys = fc.oneof(fc.string(), fc.constantFrom('$bytes', '$number', '$$bytes', '$', '__proto__'))
const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.uint8Array(), fc.constantFrom(-0, NaN, Infinity, -Infinity)),
  // fromEntries, as a key may be __proto__, which an assignment would not make a member.
  branch: fc.array(fc.tuple(keys, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('branch'), fc.array(tie('tree'), { maxLength: 4 }))
}))

t.test('every value of JSON, bytes and numbers comes back as it was', async (t) => {
  fc.assert(fc.property(tree, (value) => isDeepStrictEqual(decodeRecord(encodeRecord(value)), value)))
  t.pass('property holds')
})

t.test('bytes and numbers without a literal are tagged', async (t) => {
  t.equal(encodeRecord({ a: new Uint8Array([1, 2]), b: [Infinity, NaN, -0], $c: 1 }),
    '{"a":{"$bytes":"AQI="},"b":[{"$number":"Infinity"},{"$number":"NaN"},{"$number":"-0"}],"$$c":1}')
})

t.test('the value of a secret is left out, wherever it stands', async (t) => {
  const data = Buffer.from('hush')
  const secret = { type: 'VALUE', value: { data } }
  const value = { key: 'k', value: { data, variables: [{ name: 'A', secret }], reference: { type: 'REFERENCE', reference: { name: 'r' } }, own: { value: { data }, other: 1 } } }
  const empty = { type: 'VALUE', value: { data: new Uint8Array() } }
  const kept = new Uint8Array(data)
  t.same(decodeRecord(encodeRecord(value)), { ...value, value: { ...value.value, data: kept, variables: [{ name: 'A', secret: empty }], own: { value: { data: kept }, other: 1 } } })
  t.same(decodeRecord(encodeRecord([secret, { value: null }])), [empty, { value: null }])
})

t.test('a Buffer comes back as plain bytes', async (t) => {
  const back = decodeRecord(encodeRecord(Buffer.from('hi'))) as Uint8Array
  t.equal(back.constructor, Uint8Array)
  t.same([...back], [104, 105])
})

t.test('undefined is left out of objects and null elsewhere', async (t) => {
  t.equal(encodeRecord({ a: undefined, b: [undefined] }), '{"b":[null]}')
  t.equal(encodeRecord(undefined), 'null')
})

t.test('text that is not JSON throws', async (t) => {
  t.throws(() => decodeRecord('{"torn'), SyntaxError)
})
