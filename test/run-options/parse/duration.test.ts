import t from 'tap'
import { parseDuration } from '../../../lib/run-options/parse/duration.ts'

for (const [text, value] of [
  ['0', 0], ['1ms', 1e6], ['1h2m3.5s', 3723.5e9], ['5us', 5000], ['5µs', 5000], ['7ns', 7],
  ['', undefined], ['5', undefined], ['-1s', undefined], ['1d', undefined], ['s', undefined]
] as const) {
  t.test(`${JSON.stringify(text)} is ${value}`, async (t) => t.equal(parseDuration(text), value))
}
