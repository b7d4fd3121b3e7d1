import t from 'tap'
import { parsePortRange } from '../../../lib/run-options/parse/port-range.ts'

for (const [text, range] of [
  ['80', [80, 80]], ['80-89', [80, 89]], ['0', [0, 0]], ['65535', [65535, 65535]],
  ['', undefined], ['65536', undefined], ['9-8', undefined], ['1-', undefined], ['1-2-3', undefined], ['a', undefined]
] as const) {
  t.test(`${JSON.stringify(text)} is ${range?.join(' to ') ?? 'no range'}`, async (t) => t.same(parsePortRange(text), range))
}
