import t from 'tap'
import { amountField, checkFields, textField } from '../../lib/util/check-fields.ts'

const check = (given: object) => checkFields('thing', given, { name: textField, size: amountField })
const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message })

t.test('what keeps the rules passes, and what is undefined breaks none', async (t) => {
  t.doesNotThrow(() => check({}))
  t.doesNotThrow(() => check({ name: 'a', size: 0.5 }))
  t.doesNotThrow(() => check({ name: undefined }))
})

t.test('a field is refused by its name, and only a number is quoted', async (t) => {
  for (const colour of ['red', undefined]) t.throws(() => check({ colour }), refused('thing: colour: there is no such field; there are name, size'))
  t.throws(() => check({ constructor: 1 }), refused('thing: constructor: there is no such field; there are name, size'))
  for (const name of ['', 5, null]) t.throws(() => check({ name }), { message: /^thing: name must be a text that is not empty/ })
  for (const size of [0, -1, Infinity, NaN]) t.throws(() => check({ size }), refused(`thing: size must be a number above 0, not ${size}`))
  t.throws(() => check({ size: 'hush' }), refused('thing: size must be a number above 0'))
})
