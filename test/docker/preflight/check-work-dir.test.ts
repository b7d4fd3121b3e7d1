import t from 'tap'
import { symlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkWorkDir } from '../../../lib/docker/preflight/check-work-dir.ts'

t.test('a missing directory is made, and the file system under it is known', async (t) => {
  const path = join(t.testdir(), 'a', 'b')
  const facts = await checkWorkDir(path)
  t.match(facts, { path, fileSystem: /^(?!unknown)./, mountPoint: /^\// })
  t.ok((await stat(path)).isDirectory())
})

t.test('a link is on the file system of its target', async (t) => {
  const path = join(t.testdir(), 'link')
  await symlink('/dev/shm', path)
  t.strictSame(await checkWorkDir(path), { path, fileSystem: 'tmpfs', mountPoint: '/dev/shm' })
})

t.test('what is no directory is refused with the reason', async (t) => {
  const file = join(t.testdir(), 'file')
  await writeFile(file, '')
  for (const path of [file, join(file, 'below')]) {
    await t.rejects(checkWorkDir(path), {
      code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: new RegExp(`^work_dir: '${path}' must be a writable directory: E`), cause: Error
    })
  }
})
