import t from 'tap'
import { Expansion, RATIO_FROM } from '../../lib/fetcher/expansion.ts'

t.test('what is more than it may be is refused as soon as it is', async (t) => {
  const expansion = new Expansion({ maxBytes: 100, maxEntries: 2, maxRatio: 1000 }, 10)
  expansion.bytes(60)
  expansion.bytes(40)
  t.throws(() => expansion.bytes(1), { message: 'it expands to more than 100 bytes' })
  expansion.entry()
  expansion.entry()
  t.throws(() => expansion.entry(), { message: 'it has more than 2 entries' })
})

t.test('the ratio is judged of much content only', async (t) => {
  const expansion = new Expansion({ maxBytes: 2 ** 40, maxEntries: 2, maxRatio: 100 }, 10)
  expansion.bytes(RATIO_FROM)
  t.throws(() => expansion.bytes(1), { message: 'it expands to more than 100 times its size' })
  const dense = new Expansion({ maxBytes: 2 ** 40, maxEntries: 2, maxRatio: 100 }, RATIO_FROM)
  dense.bytes(RATIO_FROM * 100)
  t.throws(() => dense.bytes(1), /100 times/)
})
