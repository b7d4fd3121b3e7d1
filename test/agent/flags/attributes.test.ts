import t from 'tap'
import { parseAttributes } from '../../../lib/agent/flags/attributes.ts'

t.test('values are numbers, ranges or text', async t => {
  t.same(parseAttributes('rack:r1;level:2\nzone:[1-4]; url:http://a:1'), [
    { name: 'rack', type: 'TEXT', text: { value: 'r1' } },
    { name: 'level', type: 'SCALAR', scalar: { value: 2 } },
    { name: 'zone', type: 'RANGES', ranges: { range: [{ begin: 1, end: 4 }] } },
    { name: 'url', type: 'TEXT', text: { value: 'http://a:1' } }
  ])
  t.same(parseAttributes(''), [])
})

t.test('malformed attributes are refused', async t => {
  const refused = (text: string, message: string) => t.throws(() => parseAttributes(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused('rack', 'Invalid attribute key:value pair \'rack\'')
  refused(':r1', 'Invalid attribute key:value pair \':r1\'')
  refused(' :r1', 'Invalid attribute key:value pair \' :r1\'')
  refused('rack:', 'Invalid attribute key:value pair \'rack:\'')
  refused('rack:{a}', 'Bad type for attribute rack: sets are not allowed')
})
