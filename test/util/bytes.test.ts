import t from 'tap'
import { parseBytes } from '../../lib/util/bytes.ts'

t.test('every unit is 1024 of the one before, in any case', async t => {
  t.equal(parseBytes('0B'), 0)
  t.equal(parseBytes('7B'), 7)
  t.equal(parseBytes('1KB'), 1024)
  t.equal(parseBytes('2mb'), 2 * 1024 ** 2)
  t.equal(parseBytes('2GB'), 2 * 1024 ** 3)
  t.equal(parseBytes('1TB'), 1024 ** 4)
})

t.test('malformed sizes are refused in the original\'s words', async t => {
  const refused = (text: string, message: string) =>
    t.throws(() => parseBytes(text), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  refused('5', 'Invalid bytes \'5\'')
  refused('1.5GB', 'Fractional bytes \'1.5GB\'')
  refused('5PB', 'Unknown bytes unit \'PB\'')
  refused('GB', 'Failed to convert \'\' to number')
  refused('99999999TB', 'Bytes \'99999999TB\' are out of range')
})
