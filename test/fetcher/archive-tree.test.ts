import t from 'tap'
import { existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ArchiveTree } from '../../lib/fetcher/archive-tree.ts'
import { other as owner } from '../fixtures/fetcher/tools.ts'

function file (tree: ArchiveTree, name: string, mode: number, content: string, modified?: Date): void {
  tree.begin(name, mode)
  tree.write(Buffer.from(content))
  tree.end(modified)
}

t.test('entries of every kind are made and given to the owner', async (t) => {
  const root = t.testdir()
  const tree = new ArchiveTree(root, owner)
  tree.directory('./', 0o777)
  tree.directory('d/', 0o2050)
  file(tree, 'd/e/f', 0o6755, 'in f', new Date(86_400_000))
  tree.symlink('d/e/s', '../../d/e/f')
  tree.symlink('top', './d')
  tree.hardLink('h', 'd/e/f')
  tree.hardLink('h', 'h')
  t.equal(readFileSync(join(root, 'h'), 'utf8'), 'in f')
  t.equal(statSync(join(root, 'h')).mtimeMs, 86_400_000)
  t.equal(readlinkSync(join(root, 'd/e/s')), '../../d/e/f')
  t.equal(statSync(join(root, 'd')).mode & 0o7777, 0o750)
  t.equal(statSync(join(root, 'd/e/f')).mode & 0o7000, 0, 'no set-id bits')
  for (const name of ['d', 'd/e', 'd/e/f', 'd/e/s', 'top', 'h']) t.match(lstatSync(join(root, name)), owner, name)
})

t.test('a time that is none is left out', async (t) => {
  const root = t.testdir()
  file(new ArchiveTree(root), 'f', 0o644, 'x', new Date(NaN))
  t.ok(statSync(join(root, 'f')).mtimeMs > 0)
})

t.test('a later entry replaces an earlier of its name, a link is not followed', async (t) => {
  const base = t.testdir({ tree: { } })
  const root = join(base, 'tree')
  const tree = new ArchiveTree(root)
  file(tree, 'a', 0o644, 'first')
  tree.symlink('b', 'a')
  file(tree, 'b', 0o644, 'second')
  t.equal(readFileSync(join(root, 'a'), 'utf8'), 'first')
  t.equal(readFileSync(join(root, 'b'), 'utf8'), 'second')
  tree.directory('d', 0o755)
  t.throws(() => tree.begin('d', 0o644), /d/)
})

t.test('a name that leads out is refused for every kind', async (t) => {
  const base = t.testdir({ tree: { file: 'x' } })
  const tree = new ArchiveTree(join(base, 'tree'))
  for (const name of ['/abs', '../up', 'a/../../up', 'nul\0']) {
    const shown = JSON.stringify(name)
    t.throws(() => tree.begin(name, 0o644), shown)
    t.throws(() => tree.directory(name, 0o755), shown)
    t.throws(() => tree.symlink(name, 'file'), shown)
    t.throws(() => tree.hardLink('h', name), shown)
    t.throws(() => tree.hardLink(name, 'file'), shown)
  }
  t.throws(() => tree.begin('./', 0o644), { message: "'./' is not a name for a file" })
  t.notOk(existsSync(join(base, 'up')))
})

t.test('a link that leads out, at once or by way of others, is refused', async (t) => {
  const tree = new ArchiveTree(t.testdir())
  for (const target of ['', '/etc/passwd', '..', '../x', 'a/../../x', 'a/..', 'nul\0']) t.throws(() => tree.symlink('s', target), /outside the archive/)
  tree.symlink('deep/er/s', '../..')
  t.throws(() => tree.symlink('deep/er/t', '../../..'), /outside the archive/)
  t.throws(() => tree.symlink('e', 'deep/er/s/../x'), /outside the archive/)
})

t.test('nothing is written through a link, nor hard-linked through or to one', async (t) => {
  const tree = new ArchiveTree(t.testdir())
  file(tree, 'd/f', 0o644, 'x')
  tree.symlink('s', 'd')
  tree.symlink('t', 'd/f')
  t.throws(() => tree.begin('s/x', 0o644), /not a directory/)
  t.throws(() => tree.hardLink('h', 's/f'), /not a directory/)
  t.throws(() => tree.hardLink('h', 't'), { message: "'h' is a hard link to 't', which is not a file" })
  t.throws(() => tree.hardLink('h', 'd'), /not a file/)
})

t.test('what the file system refuses is passed on', async (t) => {
  const tree = new ArchiveTree(join(t.testdir(), 'none'))
  t.throws(() => tree.directory('d', 0o755), { code: 'ENOENT' })
  t.throws(() => tree.begin('f', 0o644), { code: 'ENOENT' })
})

t.test('closing lets go of the file at hand, once', async (t) => {
  const tree = new ArchiveTree(t.testdir())
  const before = readdirSync('/proc/self/fd').length
  tree.begin('f', 0o644)
  tree.close()
  tree.close()
  t.equal(readdirSync('/proc/self/fd').length, before)
})
