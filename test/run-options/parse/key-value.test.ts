import t from 'tap'
import { parseKeyValue } from '../../../lib/run-options/parse/key-value.ts'

t.test('splits at the first separator', async (t) => {
  t.same(parseKeyValue('a=b=c'), ['a', 'b=c'])
  t.same(parseKeyValue('a='), ['a', ''])
  t.same(parseKeyValue('a:b=c', ':'), ['a', 'b=c'])
})

t.test('needs a key and a separator', async (t) => t.same([parseKeyValue('=a'), parseKeyValue('a'), parseKeyValue('')], [undefined, undefined, undefined]))
