import { mkdirSync, realpathSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { browseQuery } from '../../../lib/agent/operator/browse-query.ts'
import { SandboxFiles } from '../../../lib/agent/operator/sandbox-files.ts'

const root = realpathSync(t.testdir())
const path = '/frameworks/f/executors/e/runs/c1'
mkdirSync(join(root, path), { recursive: true })
writeFileSync(join(root, path, 'stdout'), 'hello\n', { mode: 0o644 })
utimesSync(join(root, path, 'stdout'), 7, 7)
const files = new SandboxFiles(root)

t.test('files are told as the original tells them', async t => {
  t.strictSame(await browseQuery(files, { path }), [
    { path: `${path}/stdout`, nlink: 1, size: 6, uid: 'root', gid: 'root', mode: '-rw-r--r--', mtime: 7 }
  ])
})

t.test('what is asked wrongly is refused', async t => {
  for (const query of [{}, { path: '' }]) t.strictSame(await browseQuery(files, query), { status: 400, text: "Expecting 'path=value' in query.\n" })
  t.strictSame(await browseQuery(files, { path: '/etc' }), { status: 404, text: '' })
})
