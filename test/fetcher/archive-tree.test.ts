import t from 'tap'
import { existsSync, lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ArchiveTree } from '../../lib/fetcher/archive-tree.ts'

const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : { uid: process.getuid?.() as number, gid: process.getgid?.() as number }
const content = (text: string) => Readable.from([Buffer.from(text)])

t.test('entries of every kind are made and given to the owner', async (t) => {
  const root = t.testdir()
  const tree = new ArchiveTree(root, owner)
  await tree.directory('./', 0o777)
  await tree.directory('d/', 0o2050)
  await tree.file('d/e/f', 0o6755, content('in f'))
  await tree.symlink('d/e/s', '../../d/e/f')
  await tree.symlink('top', './d')
  await tree.hardLink('h', 'd/e/f')
  t.equal(readFileSync(join(root, 'h'), 'utf8'), 'in f')
  t.equal(readlinkSync(join(root, 'd/e/s')), '../../d/e/f')
  t.equal(statSync(join(root, 'd')).mode & 0o7777, 0o750)
  t.equal(statSync(join(root, 'd/e/f')).mode & 0o7000, 0, 'no set-id bits')
  for (const name of ['d', 'd/e', 'd/e/f', 'd/e/s', 'top', 'h']) t.match(lstatSync(join(root, name)), owner, name)
})

t.test('a later entry replaces an earlier of its name, a link is not followed', async (t) => {
  const base = t.testdir({ tree: { } })
  const root = join(base, 'tree')
  const tree = new ArchiveTree(root)
  await tree.file('a', 0o644, content('first'))
  await tree.symlink('b', 'a')
  await tree.file('b', 0o644, content('second'))
  t.equal(readFileSync(join(root, 'a'), 'utf8'), 'first')
  t.equal(readFileSync(join(root, 'b'), 'utf8'), 'second')
  await tree.directory('d', 0o755)
  await t.rejects(tree.file('d', 0o644, content('x')), /d/)
})

t.test('a name that leads out is refused for every kind', async (t) => {
  const base = t.testdir({ tree: { file: 'x' } })
  const tree = new ArchiveTree(join(base, 'tree'))
  for (const name of ['/abs', '../up', 'a/../../up', 'nul\0']) {
    const shown = JSON.stringify(name)
    await t.rejects(tree.file(name, 0o644, content('x')), shown)
    await t.rejects(tree.directory(name, 0o755), shown)
    await t.rejects(tree.symlink(name, 'file'), shown)
    await t.rejects(tree.hardLink('h', name), shown)
    await t.rejects(tree.hardLink(name, 'file'), shown)
  }
  await t.rejects(tree.file('./', 0o644, content('x')), { message: "'./' is not a name for a file" })
  t.notOk(existsSync(join(base, 'up')))
})

t.test('a link that leads out, at once or by way of others, is refused', async (t) => {
  const tree = new ArchiveTree(t.testdir())
  for (const target of ['', '/etc/passwd', '..', '../x', 'a/../../x', 'a/..', 'nul\0']) await t.rejects(tree.symlink('s', target), /outside the archive/)
  await tree.symlink('deep/er/s', '../..')
  await t.rejects(tree.symlink('deep/er/t', '../../..'), /outside the archive/)
  await t.rejects(tree.symlink('e', 'deep/er/s/../x'), /outside the archive/)
})

t.test('nothing is written through a link, nor hard-linked through or to one', async (t) => {
  const tree = new ArchiveTree(t.testdir())
  await tree.file('d/f', 0o644, content('x'))
  await tree.symlink('s', 'd')
  await tree.symlink('t', 'd/f')
  await t.rejects(tree.file('s/x', 0o644, content('x')), /not a directory/)
  await t.rejects(tree.hardLink('h', 's/f'), /not a directory/)
  await t.rejects(tree.hardLink('h', 't'), { message: "'h' is a hard link to 't', which is not a file" })
  await t.rejects(tree.hardLink('h', 'd'), /not a file/)
})

t.test('an abort ends the writing of a file', async (t) => {
  const tree = new ArchiveTree(t.testdir(), undefined, AbortSignal.abort())
  await t.rejects(tree.file('f', 0o644, content('x')), { name: 'AbortError' })
  await t.rejects(new ArchiveTree(t.testdir()).file('f', 0o644, content('x'), AbortSignal.abort()), { name: 'AbortError' })
})
