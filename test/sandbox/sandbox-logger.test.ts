import t from 'tap'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { SandboxLogger } from '../../lib/sandbox/sandbox-logger.ts'

const failed = { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' }
const root = process.getuid?.() === 0
const user = root ? { name: 'nobody', ids: [65534, 65534] } : { name: userInfo().username, ids: [userInfo().uid, userInfo().gid] }
const openFiles = () => readdirSync('/proc/self/fd').length
const containerKey = 'one'

t.test('both files are made at once, 0644 and owned by the user', async (t) => {
  const directory = t.testdir()
  const logs = await new SandboxLogger().open({ containerKey, directory, user: user.name })
  for (const name of ['stdout', 'stderr']) {
    const { mode, uid, gid } = statSync(join(directory, name))
    t.equal(mode & 0o7777, 0o644)
    t.same([uid, gid], user.ids)
  }
  await logs.end()
})

t.test('bytes are appended to the file of their stream, notes to stderr', async (t) => {
  const directory = t.testdir({ stdout: 'before ' })
  const logs = await new SandboxLogger().open({ containerKey, directory })
  logs.write('stdout', Buffer.from([0, 255, 10]))
  logs.write('stderr', Buffer.from('err\n'))
  await logs.note('could not start')
  t.equal(readFileSync(join(directory, 'stderr'), 'utf8'), 'err\ncould not start\n')
  await logs.end()
  await logs.end()
  t.same(readFileSync(join(directory, 'stdout')), Buffer.concat([Buffer.from('before '), Buffer.from([0, 255, 10])]))
})

t.test('a link or a fifo in place of a log is refused and nothing stays open', async (t) => {
  const directory = t.testdir({ victim: 'mine' })
  const before = openFiles()
  symlinkSync('victim', join(directory, 'stderr'))
  await t.rejects(new SandboxLogger().open({ containerKey, directory }), { ...failed, message: /container one/ })
  rmSync(join(directory, 'stderr'))
  execFileSync('mkfifo', [join(directory, 'stderr')])
  await t.rejects(new SandboxLogger().open({ containerKey, directory }), failed)
  t.equal(openFiles(), before)
})

t.test('a file that cannot be given to the user is closed again', async (t) => {
  const directory = join(t.testdir(), 'sandbox')
  mkdirSync(directory)
  chmodSync(directory, 0o777)
  const before = openFiles()
  if (root) process.seteuid?.(65534)
  try {
    await t.rejects(new SandboxLogger().open({ containerKey, directory, user: 'root' }), failed)
  } finally {
    if (root) process.seteuid?.(0)
  }
  t.equal(openFiles(), before)
})

t.test('an unknown user is refused', async (t) => {
  await t.rejects(new SandboxLogger().open({ containerKey, directory: t.testdir(), user: 'nobody-of-that-name' }), failed)
})
