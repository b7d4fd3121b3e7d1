import t from 'tap'
import { secretText } from '../../lib/run-options/secret-text.ts'

t.test('bytes that are UTF-8 are taken exactly', async (t) => {
  for (const text of ['', 'ü\n', '\ufeffmark']) t.equal(secretText(Buffer.from(text)), text)
})

t.test('other bytes, and NUL, are no text', async (t) => {
  t.equal(secretText(new Uint8Array([0xc3])), undefined)
  t.equal(secretText(Buffer.from('a\0b')), undefined)
})
