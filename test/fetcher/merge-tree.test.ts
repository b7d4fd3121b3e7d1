import t from 'tap'
import { readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { mergeTree } from '../../lib/fetcher/merge-tree.ts'

t.test('new entries are added, files replaced, directories merged', async (t) => {
  const root = t.testdir({ from: { a: 'new', d: { one: '1', deep: { x: 'x' } }, fresh: { f: 'f' } }, into: { a: 'old', d: { two: '2' }, kept: 'k' } })
  symlinkSync('elsewhere', join(root, 'from/link'))
  await mergeTree(join(root, 'from'), join(root, 'into'))
  t.same(readdirSync(join(root, 'into'), { recursive: true }).sort(), ['a', 'd', 'd/deep', 'd/deep/x', 'd/one', 'd/two', 'fresh', 'fresh/f', 'kept', 'link'])
  t.equal(readFileSync(join(root, 'into/a'), 'utf8'), 'new')
})

t.test('a directory does not follow a link, and a clash of kinds rejects before anything is moved', async (t) => {
  const root = t.testdir({ from: { a: '', d: { x: 'x' } }, file: { d: '' }, other: { x: 'mine' }, into: {}, link: { a: '', d: 'd' }, last: { d: { y: '' } } })
  symlinkSync('../other', join(root, 'into/d'))
  const file = { message: "'d' is a file in the sandbox already" }
  await t.rejects(mergeTree(join(root, 'from'), join(root, 'into')), file)
  t.equal(readFileSync(join(root, 'other/x'), 'utf8'), 'mine')
  await t.rejects(mergeTree(join(root, 'from'), join(root, 'file')), file)
  await t.rejects(mergeTree(join(root, 'link'), join(root, 'last')), { message: "'d' is a directory in the sandbox already" })
  t.same(['into', 'file', 'last'].map((name) => readdirSync(join(root, name))), [['d'], ['d'], ['d']])
})
