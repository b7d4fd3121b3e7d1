import t from 'tap'
import { parseSize } from '../../../lib/run-options/parse/size.ts'

for (const [text, value] of [
  ['0', 0], ['1024', 1024], ['1b', 1], ['1k', 1024], ['1.5M', 1572864], ['2 GiB', 2 ** 31], ['1tb', 2 ** 40], ['1P', 2 ** 50], ['0.3', 0],
  ['', undefined], ['-1', undefined], ['1e3', undefined], ['m', undefined], ['1x', undefined]
] as const) {
  t.test(`${JSON.stringify(text)} is ${value}`, async (t) => t.equal(parseSize(text), value))
}
