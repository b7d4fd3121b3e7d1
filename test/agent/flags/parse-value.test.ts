import t from 'tap'
import { parseValue } from '../../../lib/agent/flags/parse-value.ts'

t.test('numbers are scalars with three decimal places', async t => {
  t.same(parseValue(' 1.23456 '), { type: 'SCALAR', scalar: { value: 1.235 } })
  t.same(parseValue('-2'), { type: 'SCALAR', scalar: { value: -2 } })
})

t.test('ranges are sorted and joined', async t => {
  t.same(parseValue('[21-24, 1-3, 4-6, 22-23]'), { type: 'RANGES', ranges: { range: [{ begin: 1, end: 6 }, { begin: 21, end: 24 }] } })
  t.same(parseValue('[]'), { type: 'RANGES', ranges: { range: [] } })
})

t.test('sets hold each item once', async t => {
  t.same(parseValue('{a, b,a}'), { type: 'SET', set: { item: ['a', 'b'] } })
})

t.test('the rest is text', async t => {
  t.same(parseValue(' rack 1 '), { type: 'TEXT', text: { value: 'rack 1' } })
  t.same(parseValue('1-2'), { type: 'TEXT', text: { value: '1-2' } })
})

t.test('what is none of these is refused', async t => {
  const refused = (text: string, message: string) => t.throws(() => parseValue(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused(' ', 'Expecting non-empty string')
  refused('[1-2', 'Mismatched brackets in \'[1-2\'')
  refused('{[a}]', 'Mismatched brackets in \'{[a}]\'')
  refused('[1-a]', 'Expecting a range of non-negative integers, not \'1-a\'')
  refused('[2-1]', 'Range \'2-1\' ends before it begins')
})
