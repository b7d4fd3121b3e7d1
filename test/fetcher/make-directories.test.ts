import t from 'tap'
import { existsSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { makeDirectories } from '../../lib/fetcher/make-directories.ts'

t.test('missing directories are made and given to the owner, others used', async (t) => {
  const root = t.testdir({ a: {} })
  const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : { uid: process.getuid?.() as number, gid: process.getgid?.() as number }
  t.equal(await makeDirectories(root, ['a', 'b', 'c'], owner), join(root, 'a/b/c'))
  t.match(statSync(join(root, 'a/b')), owner)
  t.equal(statSync(join(root, 'a')).uid, process.getuid?.())
  t.equal(await makeDirectories(root, ['plain']), join(root, 'plain'))
  t.equal(await makeDirectories(root, []), root)
})

t.test('a file or a link on the way is refused', async (t) => {
  const root = t.testdir({ file: '', outside: {}, sandbox: {} })
  symlinkSync('../outside', join(root, 'sandbox/link'))
  await t.rejects(makeDirectories(join(root, 'sandbox'), ['link', 'x']), { message: "'link' on the way to the file is not a directory" })
  await t.rejects(makeDirectories(root, ['file']), /not a directory/)
  t.notOk(existsSync(join(root, 'outside/x')))
})

t.test('other failures are passed on', async (t) => {
  await t.rejects(makeDirectories('/nowhere', ['x']), { code: 'ENOENT' })
})
