import t from 'tap'
import fc from 'fast-check'
import { recordName } from '../../lib/checkpoint/record-name.ts'

t.test('an ordinary key is its own name', async (t) => {
  t.equal(recordName('0a1b-2c.child_1'), '0a1b-2c.child_1')
})

t.test('separators, leading dots and the shell\'s favourites are escaped', async (t) => {
  t.equal(recordName('../a b'), '%2E.%2Fa%20b')
  t.equal(recordName('~(\'*\')!'), '%7E%28%27%2A%27%29%21')
})

t.test('a long key is shortened to a name of its own', async (t) => {
  const [one, two] = [recordName('x'.repeat(500) + '1'), recordName('x'.repeat(500) + '2')]
  t.equal(one.length, 165)
  t.not(one, two)
})

t.test('different keys have different, safe names', async (t) => {
  const names = new Map<string, string>()
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (key) => {
    const name = recordName(key)
    const other = names.get(name)
    names.set(name, key)
    return /^(?!\.)[\w%.~-]{0,200}$/.test(name) && (other === undefined || other === key)
  }))
  t.pass('property holds')
})

t.test('text that is not Unicode throws', async (t) => {
  t.throws(() => recordName('\ud800'), URIError)
})
