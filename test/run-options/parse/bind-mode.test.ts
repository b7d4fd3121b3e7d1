import t from 'tap'
import { isBindMode } from '../../../lib/run-options/parse/bind-mode.ts'

for (const [text, path, named] of [
  ['ro', true, true], ['rw,z,cached', true, true], ['rslave,ro', true, false], ['nocopy', false, true],
  ['', false, false], ['ro,rw', false, false], ['ro,', false, false], ['z,Z', false, false], ['shared,rslave', false, false], ['fast', false, false]
] as const) {
  t.test(`${JSON.stringify(text)} is ${path ? 'a' : 'no'} mode of a host path, ${named ? 'a' : 'no'} mode of a volume`, async (t) => {
    t.strictSame([isBindMode(text, false), isBindMode(text, true)], [path, named])
  })
}
