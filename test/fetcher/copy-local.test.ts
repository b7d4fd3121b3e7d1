import t from 'tap'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { copyLocal } from '../../lib/fetcher/copy-local.ts'

// Without root nobody can become another user: then the switch itself is what fails.
const root = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }

t.test('content is copied, links followed, and the permissions returned without set-id bits', async (t) => {
  const directory = t.testdir({ source: 'content' })
  chmodSync(join(directory, 'source'), 0o4755)
  symlinkSync('source', join(directory, 'link'))
  t.equal(await copyLocal(join(directory, 'link'), join(directory, 'copy')), 0o755)
  t.equal(readFileSync(join(directory, 'copy'), 'utf8'), 'content')
  t.equal(statSync(join(directory, 'copy')).mode & 0o7777, 0o600)
  await copyLocal(join(directory, 'source'), join(directory, 'own'), { uid: process.getuid?.() as number, gid: 0 })
  t.equal(readFileSync(join(directory, 'own'), 'utf8'), 'content')
})

t.test('what is not a regular file is refused', async (t) => {
  const directory = t.testdir()
  execFileSync('mkfifo', [join(directory, 'fifo')])
  for (const name of ['.', 'fifo']) await t.rejects(copyLocal(join(directory, name), join(directory, 'copy')), /is not a regular file/)
  await t.rejects(copyLocal('/dev/zero', join(directory, 'copy')), /is not a regular file/)
  await t.rejects(copyLocal(join(directory, 'none'), join(directory, 'copy')), { code: 'ENOENT' })
})

t.test('another user reads what that user may read, and nothing else', async (t) => {
  const directory = t.testdir({ open: 'x'.repeat(200000), closed: 'secret' })
  chmodSync(join(directory, 'closed'), 0o600)
  const open = copyLocal('/etc/passwd', join(directory, 'copy'), nobody)
  if (root) {
    await open
    t.equal(readFileSync(join(directory, 'copy'), 'utf8'), readFileSync('/etc/passwd', 'utf8'))
  } else {
    await t.rejects(open, { code: 'EPERM' })
  }
  await t.rejects(copyLocal(join(directory, 'closed'), join(directory, 'copy2'), nobody), root ? /Permission denied/ : { code: 'EPERM' })
})

t.test('an abort ends the copy', async (t) => {
  const directory = t.testdir({ source: 'x' })
  const signal = AbortSignal.abort()
  await t.rejects(copyLocal(join(directory, 'source'), join(directory, 'copy'), undefined, signal), { name: 'AbortError' })
  mkdirSync(join(directory, 'sub'))
  await t.rejects(copyLocal('/etc/passwd', join(directory, 'sub/copy'), nobody, signal), root ? { name: 'AbortError' } : Error)
})
