import t from 'tap'
import { hostBoolean, hostInteger, hostList, hostMap, hostSize, hostText, hostWord } from '../../../lib/run-options/flags/flag.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags({
  text: hostText('Text'),
  list: hostList('List'),
  map: hostMap('Map'),
  boolean: hostBoolean('Boolean'),
  size: hostSize('Size'),
  big: hostSize('Size', 2048),
  integer: hostInteger('Integer'),
  small: hostInteger('Integer', 0, 9),
  word: hostWord('Word', ['a', 'b']),
  other: hostWord('Word', ['a'], true)
}, ...pairs).host

for (const [pairs, expected] of [
  [['text=x'], { Text: 'x' }],
  [['list=x', 'list=y'], { List: ['x', 'y'] }],
  [['map=k=v', 'map=l=w=', 'map=k=u'], { Map: { k: 'u', l: 'w=' } }],
  [['boolean=true', 'boolean=0'], { Boolean: false }],
  [['size=1k'], { Size: 1024 }],
  [['big=2k'], { Size: 2048 }],
  [['integer=-5'], { Integer: -5 }],
  [['small=9'], { Integer: 9 }],
  [['word=b'], { Word: 'b' }],
  [['other=container:x'], { Word: 'container:x' }]
] as const) {
  t.test(`${pairs.join(' ')} is set`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pair, message] of [
  ['map=k', 'must be key=value'],
  ['boolean=yes', 'must be true or false'],
  ['size=x', 'must be a size such as 64m'],
  ['big=1k', 'must be at least 2048 bytes'],
  ['integer=x', 'must be an integer'],
  ['small=10', 'must be from 0 to 9'],
  ['small=-1', 'must be from 0 to 9'],
  ['word=container:x', 'must be one of "a", "b"'],
  ['other=container:', 'must be one of "a", "container:<name>"']
] as const) {
  t.test(`${pair} is refused`, async (t) => t.throws(() => apply(pair), { message }))
}
