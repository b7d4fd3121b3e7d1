import t from 'tap'
import fc from 'fast-check'
import { TailFinder } from '../../../lib/docker/output/tail-finder.ts'

t.test('a pattern is found wherever the pieces end, with the offset after its last occurrence', async (t) => {
  fc.assert(fc.property(fc.stringMatching(/^[ab]{1,3}$/), fc.array(fc.stringMatching(/^[ab]{0,4}$/), { maxLength: 20 }), (pattern, pieces) => {
    const finder = new TailFinder(Buffer.from(pattern))
    for (const piece of pieces) finder.push(Buffer.from(piece))
    const text = pieces.join('')
    let matches = 0
    for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + 1)) matches++
    const { matches: found, end } = finder.finish()
    return Math.min(found, 2) === Math.min(matches, 2) && end === (matches === 0 ? 0 : text.lastIndexOf(pattern) + pattern.length)
  }))
  t.pass()
})

t.test('much is searched block by block, across their borders', async (t) => {
  const finder = new TailFinder(Buffer.from('needle'))
  const hay = Buffer.alloc(700_000, '.')
  finder.push(hay)
  finder.push(Buffer.from('nee'))
  finder.push(Buffer.concat([hay, Buffer.from('...')]))
  for (const piece of ['need', 'le']) finder.push(Buffer.from(piece))
  t.strictSame(finder.finish(), { matches: 1, end: 1_400_012 })
})

t.test('nothing stands at the beginning', async (t) => {
  const finder = new TailFinder(Buffer.alloc(0))
  finder.push(Buffer.from('any'))
  t.strictSame(finder.finish(), { matches: 1, end: 0 })
})
