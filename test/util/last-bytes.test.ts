import t from 'tap'
import { LastBytes } from '../../lib/util/last-bytes.ts'

t.test('the last bytes are remembered, however they came', async (t) => {
  const last = new LastBytes(4)
  t.equal(last.bytes.toString(), '')
  for (const piece of ['a', 'bc', '']) last.push(Buffer.from(piece))
  t.equal(last.bytes.toString(), 'abc')
  last.push(Buffer.from('defg'))
  last.push(Buffer.from('h'))
  t.equal(last.bytes.toString(), 'efgh')
})

t.test('much is let go of on the way', async (t) => {
  const last = new LastBytes(3)
  for (let n = 0; n < 100; n++) last.push(Buffer.alloc(10_000, n))
  last.push(Buffer.from('!'))
  t.strictSame([...last.bytes], [99, 99, 33])
})
