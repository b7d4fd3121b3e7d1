import t from 'tap'
import { parseCsv } from '../../../lib/run-options/parse/csv.ts'

for (const [line, fields] of [
  ['', ['']],
  ['a', ['a']],
  ['a=1,b=2', ['a=1', 'b=2']],
  ['"a=1,2",b', ['a=1,2', 'b']],
  ['"a ""b"" c"', ['a "b" c']],
  ['a,,b', ['a', '', 'b']],
  ['"a', undefined],
  ['a"b', undefined],
  ['"a"b', undefined]
] as const) {
  t.test(`${line || 'nothing'} has ${fields === undefined ? 'broken quotes' : `${fields.length} fields`}`, async (t) => t.same(parseCsv(line), fields))
}
