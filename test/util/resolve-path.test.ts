import t from 'tap'
import { realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { resolvePath } from '../../lib/util/resolve-path.ts'

t.test('links are followed, what is not there stays as it is named', async t => {
  const root = realpathSync(t.testdir({ real: { file: '' } }))
  const link = (target: string, name: string) => symlinkSync(target, join(root, name))
  link('real', 'link')
  link('nowhere/deep', 'dangling')
  link('/etc', 'out')
  const cases: Array<[string, string]> = [
    ['real/file', 'real/file'],
    ['link/file', 'real/file'],
    ['link/missing/more', 'real/missing/more'],
    ['dangling', 'nowhere/deep'],
    ['dangling/more', 'nowhere/deep/more'],
    ['link/../link/./file', 'real/file'],
    ['missing/../link', 'real']
  ]
  for (const [path, expected] of cases) t.equal(await resolvePath(`${root}/${path}`), join(root, expected), path)
  t.equal(await resolvePath(`${root}/out/not-there`), '/etc/not-there')
  t.equal(await resolvePath(`${root}/link/../..`), join(root, '..'))
  t.equal(await resolvePath('/'), '/')
})

t.test('what cannot be followed rejects', async t => {
  const root = t.testdir({ file: '' })
  symlinkSync('loop', join(root, 'loop'))
  await t.rejects(resolvePath(join(root, 'loop/x')), { code: 'ELOOP' })
  await t.rejects(resolvePath(join(root, 'file/x')), { code: 'ENOTDIR' })
})
