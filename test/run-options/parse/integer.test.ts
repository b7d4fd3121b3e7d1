import t from 'tap'
import { parseInteger } from '../../../lib/run-options/parse/integer.ts'

for (const [text, value] of [['0', 0], ['-7', -7], ['+7', 7], ['', undefined], ['1.5', undefined], ['0x10', undefined], ['9007199254740993', undefined]] as const) {
  t.test(`${JSON.stringify(text)} is ${value}`, async (t) => t.equal(parseInteger(text), value))
}
