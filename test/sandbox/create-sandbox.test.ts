import t from 'tap'
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { createSandbox } from '../../lib/sandbox/create-sandbox.ts'

const failed = { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' }
// Only root can give files away; others prove the path with their own name.
const user = process.getuid?.() === 0 ? { name: 'nobody', ids: [65534, 65534] } : { name: userInfo().username, ids: [userInfo().uid, userInfo().gid] }

t.test('the sandbox and its parents are made, the last with mode 0750', async (t) => {
  const directory = join(t.testdir(), 'a/b/c')
  await createSandbox(directory)
  t.equal((await stat(directory)).mode & 0o7777, 0o750)
})

t.test('the sandbox belongs to the user, a trailing slash notwithstanding', async (t) => {
  const directory = join(t.testdir(), 'owned/')
  await createSandbox(directory, user.name)
  const { uid, gid } = await stat(directory)
  t.same([uid, gid], user.ids)
})

t.test('an existing directory keeps its mode and content', async (t) => {
  const directory = t.testdir({ kept: 'here' })
  await chmod(directory, 0o700)
  await createSandbox(directory)
  t.equal((await stat(directory)).mode & 0o7777, 0o700)
  t.equal(await readFile(join(directory, 'kept'), 'utf8'), 'here')
})

t.test('a symbolic link or a file in its place is refused', async (t) => {
  const directory = t.testdir({ real: {} })
  await symlink('real', join(directory, 'link'))
  await t.rejects(createSandbox(join(directory, 'link')), failed)
  await t.rejects(createSandbox(join(directory, 'link/')), failed)
  await writeFile(join(directory, 'file'), '')
  await t.rejects(createSandbox(join(directory, 'file')), failed)
})

t.test('a parent that is a file is refused', async (t) => {
  await t.rejects(createSandbox(join(t.testdir({ file: '' }), 'file/sandbox')), failed)
})

t.test('a name too long for the file system is refused', async (t) => {
  await t.rejects(createSandbox(join(t.testdir(), 'x'.repeat(300))), failed)
})

t.test('an unknown user is refused before anything is made', async (t) => {
  const directory = join(t.testdir(), 'runs/one')
  await t.rejects(createSandbox(directory, 'nobody-of-that-name'), { ...failed, message: /chown it to user 'nobody-of-that-name': No such user/ })
  await mkdir(join(directory, '..'))
})
