import t from 'tap'
import { inside } from '../../lib/run-options/inside.ts'

for (const [directory, relative, path] of [
  ['/s', 'a', '/s/a'],
  ['/s', 'a/./b/../c/', '/s/a/c'],
  ['/', 'a', '/a'],
  ['/s', '..a', '/s/..a'],
  ['/s', '../x', undefined],
  ['/s', 'a/../../s2', undefined],
  ['/s', '.', undefined],
  ['/s', '', undefined]
] as const) {
  t.test(`${JSON.stringify(relative)} in ${directory} is ${path ?? 'outside, or the directory itself'}`, async (t) => t.equal(inside(directory, relative), path))
}
