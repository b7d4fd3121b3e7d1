import t from 'tap'
import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { SecretFiles } from '../../lib/sandbox/secret-files.ts'

const file = (name: string, readOnly = true) => ({ file: name, data: Buffer.from(`hush ${name}`), readOnly })
const failed = (message: RegExp) => ({ code: 'CONTAINERIZER_ERR_SANDBOX_FAILED', message })

t.test('files lie in memory, for this agent and for whoever the engine shows them to', async t => {
  const root = join('/dev/shm', `test-secrets-${randomUUID()}`)
  t.teardown(() => rm(root, { recursive: true, force: true }))
  const files = new SecretFiles(root)
  const mode = async (path: string) => (await stat(path)).mode & 0o777
  t.equal(files.directoryOf('a'), join(root, 'a'))
  await files.write('a', [file('0'), file('1', false)])
  await files.write('b', [file('0')])
  t.equal(await readFile(join(root, 'a/0'), 'utf8'), 'hush 0')
  t.same([await mode(root), await mode(join(root, 'a')), await mode(join(root, 'a/0')), await mode(join(root, 'a/1'))], [0o700, 0o700, 0o444, 0o666])
  await t.rejects(files.write('a', [file('0')]), failed(/^Failed to write files of secrets: EEXIST/))
  await files.remove('a')
  await files.remove('a')
  t.same(await readdir(root), ['b'])
  await files.clear()
  await files.clear()
  await t.rejects(readdir(root), { code: 'ENOENT' })
})

t.test('a place that is on a disk, or not this agent\'s alone, is refused', async t => {
  const shared = join('/dev/shm', `test-secrets-${randomUUID()}`)
  t.teardown(() => rm(shared, { recursive: true, force: true }))
  const root = t.testdir()
  await t.rejects(new SecretFiles(join(root, 'secrets')).write('a', [file('0')]), failed(/must lie on a tmpfs or ramfs$/))
  await t.rejects(new SecretFiles(join(root, 'none/secrets')).write('a', [file('0')]), failed(/ENOENT/))
  const alone = failed(/must be a directory of this agent alone$/)
  await mkdir(shared)
  await chmod(shared, 0o755)
  await t.rejects(new SecretFiles(shared).write('a', [file('0')]), alone)
  await symlink('/dev/shm', join(root, 'link'))
  await t.rejects(new SecretFiles(join(root, 'link')).write('a', [file('0')]), alone)
  t.same(await readdir(shared), [])
})
