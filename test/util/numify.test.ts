import t from 'tap'
import { numify } from '../../lib/util/numify.ts'

t.test('decimal and exponent forms are numbers', async t => {
  t.equal(numify('10'), 10)
  t.equal(numify('-1.5'), -1.5)
  t.equal(numify('.5'), 0.5)
  t.equal(numify('1.'), 1)
  t.equal(numify('1e3'), 1000)
})

t.test('anything else is refused by name', async t => {
  for (const text of ['', ' 1', '0x1f', 'one', '1.2.3', '.', 'Infinity']) {
    t.throws(() => numify(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `Failed to convert '${text}' to number` })
  }
})
