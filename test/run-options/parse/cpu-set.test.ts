import t from 'tap'
import { parseCpuSet } from '../../../lib/run-options/parse/cpu-set.ts'

for (const [text, numbers] of [
  ['0', [0]], ['0-2,5', [0, 1, 2, 5]], ['', undefined], ['a', undefined], ['3-1', undefined], ['1-', undefined], ['1,', undefined]
] as const) {
  t.test(`${JSON.stringify(text)} is ${JSON.stringify(numbers)}`, async (t) => t.strictSame(parseCpuSet(text), numbers))
}
