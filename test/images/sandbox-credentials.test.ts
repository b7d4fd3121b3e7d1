import t from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSandboxCredentials, removeSandboxCredentials } from '../../lib/images/sandbox-credentials.ts'

const refused = (name: string, what: string) => ({
  code: 'CONTAINERIZER_ERR_PULL_FAILED', message: `Registry credentials in ${name} of the sandbox cannot be read: it is ${what}`
})

t.test('.docker/config.json comes before .dockercfg', async (t) => {
  const directory = t.testdir({ '.docker': { 'config.json': 'new' }, '.dockercfg': 'old' })
  t.strictSame(await readSandboxCredentials(directory), { name: '.docker/config.json', text: 'new' })
  t.strictSame(await readSandboxCredentials(t.testdir({ '.docker': {}, '.dockercfg': 'old' })), { name: '.dockercfg', text: 'old' })
})

t.test('a sandbox without credentials, or none at all, has none', async (t) => {
  t.equal(await readSandboxCredentials(t.testdir({})), undefined)
  t.equal(await readSandboxCredentials(join(t.testdir({}), 'nowhere')), undefined)
  await removeSandboxCredentials(join(t.testdir({}), 'nowhere'))
})

t.test('both files are removed, and their folder when it holds nothing else', async (t) => {
  const directory = t.testdir({ '.docker': { 'config.json': 'new' }, '.dockercfg': 'old', 'app.txt': '' })
  await removeSandboxCredentials(directory)
  t.strictSame(await readdir(directory), ['app.txt'])
  const shared = t.testdir({ '.docker': { 'config.json': 'new', 'more.txt': '' } })
  await removeSandboxCredentials(shared)
  t.strictSame(await readdir(join(shared, '.docker')), ['more.txt'])
})

t.test('a link is neither followed nor what it leads to removed', async (t) => {
  const root = t.testdir({ host: { 'config.json': 'of the host' }, sandbox: {}, other: {} })
  await symlink('../host', join(root, 'sandbox/.docker'))
  const elsewhere = refused('.docker/config.json', 'below something that is not a directory')
  await t.rejects(readSandboxCredentials(join(root, 'sandbox')), elsewhere)
  await t.rejects(removeSandboxCredentials(join(root, 'sandbox')), elsewhere)
  await symlink('../host/config.json', join(root, 'other/.dockercfg'))
  await t.rejects(readSandboxCredentials(join(root, 'other')), refused('.dockercfg', 'a link'))
  await removeSandboxCredentials(join(root, 'other'))
  t.equal(await readFile(join(root, 'host/config.json'), 'utf8'), 'of the host')
  t.strictSame(await readdir(join(root, 'other')), [])
})

t.test('what is no plain file of a sensible size is refused', async (t) => {
  const directory = t.testdir({})
  const strange = refused('.dockercfg', 'not a plain file of at most 1048576 bytes')
  execFileSync('mkfifo', [join(directory, '.dockercfg')])
  await t.rejects(readSandboxCredentials(directory), strange)
  const big = t.testdir({ '.dockercfg': '' })
  await truncate(join(big, '.dockercfg'), (1 << 20) + 1)
  await t.rejects(readSandboxCredentials(big), strange)
})

t.test('a file that cannot be read is a failure, not an absence', async (t) => {
  const directory = t.testdir({})
  await mkdir(join(directory, 'file'))
  await writeFile(join(directory, 'file/sandbox'), '')
  await t.rejects(readSandboxCredentials(join(directory, 'file/sandbox')), { code: 'ENOTDIR' })
})
