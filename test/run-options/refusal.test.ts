import t from 'tap'
import { refusal } from '../../lib/run-options/refusal.ts'

t.test('names field, value and rule', async (t) => {
  t.match(refusal('a.b', 'x', 'must be y'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', statusCode: 400, message: 'a.b "x": must be y' })
})

t.test('shows numbers as they are, infinite ones too', async (t) => {
  t.equal(refusal('n', Infinity, 'no').message, 'n Infinity: no')
})

t.test('leaves out a value that may be secret', async (t) => {
  t.equal(refusal('a', undefined, 'no').message, 'a: no')
})

t.test('cuts long values', async (t) => {
  t.equal(refusal('a', 'x'.repeat(500), 'no').message, `a "${'x'.repeat(119)}…: no`)
})

t.test('takes a percent sign as a character', async (t) => {
  t.equal(refusal('a', '%s %d', 'no').message, 'a "%s %d": no')
})
