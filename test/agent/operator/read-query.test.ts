import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readQuery } from '../../../lib/agent/operator/read-query.ts'
import { SandboxFiles } from '../../../lib/agent/operator/sandbox-files.ts'

const root = realpathSync(t.testdir())
const path = '/frameworks/f/executors/e/runs/c1/stdout'
mkdirSync(join(root, path, '..'), { recursive: true })
writeFileSync(join(root, path), 'hello\n')
const files = new SandboxFiles(root)

t.test('a piece of a file is text, with the offset it begins at', async t => {
  t.strictSame(await readQuery(files, { path, offset: '0', length: '10' }), { data: 'hello\n', offset: 0 })
  t.strictSame(await readQuery(files, { path, offset: '2', length: '-1' }), { data: 'llo\n', offset: 2 })
})

t.test('a follower first asks where the end is', async t => {
  for (const query of [{ path, offset: '-1' }, { path }]) t.strictSame(await readQuery(files, query), { data: '', offset: 6 })
})

t.test('what is asked wrongly is refused', async t => {
  for (const query of [{}, { path: '' }]) t.strictSame(await readQuery(files, query), { status: 400, text: "Expecting 'path=value' in query.\n" })
  for (const offset of ['-2', 'x', '1.5', '', ' ']) t.match(await readQuery(files, { path, offset }), { status: 400, text: `Invalid offset: '${offset}' must be -1 or more.\n` })
  t.match(await readQuery(files, { path, offset: '0', length: '-2' }), { status: 400, text: /^Invalid length/ })
  t.match(await readQuery(files, { path: '/etc', offset: '0' }), { status: 404 })
})
