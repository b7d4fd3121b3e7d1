import t from 'tap'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UriFetcher } from '../../lib/fetcher/uri-fetcher.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'

const containerKey = 'c1'
const invalid = { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }
const failed = { code: 'CONTAINERIZER_ERR_FETCH_FAILED' }

t.test('FileURI, AbsoluteFilePath and FileLocalhostURI are copied to their base name', async (t) => {
  const source = join(t.testdir({ test: 'data', sandbox: {} }), 'test')
  const directory = join(source, '../sandbox')
  for (const value of [`file://${source}`, source, `file://localhost${source}`]) {
    await new UriFetcher().fetch({ containerKey, directory, uris: [{ value }] })
    t.equal(readFileSync(join(directory, 'test'), 'utf8'), 'data')
  }
  t.same(readdirSync(directory), ['test'], 'and nothing else is left')
})

t.test('RelativeFilePath needs frameworks_home', async (t) => {
  const home = t.testdir({ test: 'data', sandbox: {} })
  const request = { containerKey, directory: join(home, 'sandbox'), uris: [{ value: 'test' }] }
  await t.rejects(new UriFetcher().fetch(request), { ...invalid, message: /^Could not fetch: A relative path was passed for the resource but the Mesos framework home was not specified/ })
  await new UriFetcher({ frameworksHome: home }).fetch(request)
  t.equal(readFileSync(join(home, 'sandbox/test'), 'utf8'), 'data')
})

t.test('MalformedURI is refused before anything is fetched', async (t) => {
  const directory = t.testdir()
  const uris = [{ value: '/etc/hostname' }, { value: 'lala://nopath' }]
  t.throws(() => new UriFetcher().validate(uris), { ...invalid, message: 'Could not fetch: Malformed URI (missing path): lala://nopath' })
  await t.rejects(new UriFetcher().fetch({ containerKey, directory, uris }), invalid)
  t.same(readdirSync(directory), [])
})

t.test('no URIs are nothing to do', async () => {
  new UriFetcher().validate([])
  await new UriFetcher().fetch({ containerKey, directory: '/nowhere', uris: [] })
})

t.test('NonExistingFile fails with one line that names the URI', async (t) => {
  const directory = t.testdir()
  await t.rejects(new UriFetcher().fetch({ containerKey, directory, uris: [{ value: '/nowhere/file' }] }), {
    ...failed, message: /^Failed to fetch all URIs for container 'c1': Failed to fetch '\/nowhere\/file': ENOENT.*$/
  })
  t.same(readdirSync(directory), [])
})

t.test('OSNetUriTest, OSNetUriSpaceTest: http, leading white space tolerated', async (t) => {
  const host = await serve(t, (_request, response) => response.end('over http'))
  const directory = t.testdir()
  await new UriFetcher().fetch({ containerKey, directory, uris: [{ value: `\r\n\t http://${host}/one` }, { value: `http://${host}/two`, outputFile: 'sub/dir/2' }] })
  t.equal(readFileSync(join(directory, 'one'), 'utf8'), 'over http')
  t.equal(readFileSync(join(directory, 'sub/dir/2'), 'utf8'), 'over http')
  t.equal(statSync(join(directory, 'one')).mode & 0o777, 0o644)
})

t.test('URIs are fetched in order, a later file replaces an earlier of its name', async (t) => {
  const source = t.testdir({ a: 'longer content', b: 'short', sandbox: {} })
  const directory = join(source, 'sandbox')
  await new UriFetcher().fetch({ containerKey, directory, uris: [{ value: join(source, 'a'), outputFile: 'x' }, { value: join(source, 'b'), outputFile: 'x' }] })
  t.equal(readFileSync(join(directory, 'x'), 'utf8'), 'short')
})

t.test('credentials of a URI are in no message', async (t) => {
  const host = await serve(t, (_request, response) => response.writeHead(302, { location: 'http://moved:hidden@[/?token=hidden' }).end())
  const directory = t.testdir()
  const uris = [{ value: `http://user:secret@${host}/x?token=secret` }]
  try {
    await new UriFetcher().fetch({ containerKey, directory, uris })
    t.fail('fetched')
  } catch (error) {
    const { message, cause } = error as Error
    t.match(message, `Failed to fetch 'http://${host}/x': `)
    t.notMatch(message + JSON.stringify(cause) + String(cause), /secret|hidden|user|moved/)
  }
  t.throws(() => new UriFetcher().validate([{ value: 'hdfs://user:secret@host/x?token=secret' }]), { ...invalid, message: "Could not fetch: Unsupported URI scheme 'hdfs': hdfs://host/x" })
})

t.test('an abort ends a download at once and leaves nothing', async (t) => {
  const abort = new AbortController()
  const host = await serve(t, (_request, response) => { response.write('first piece', () => abort.abort()) })
  const directory = t.testdir()
  await t.rejects(new UriFetcher().fetch({ containerKey, directory, uris: [{ value: `http://${host}/slow` }], signal: abort.signal }), { ...failed, message: /abort/i })
  t.same(readdirSync(directory), [])
  await t.rejects(new UriFetcher().fetch({ containerKey, directory, uris: [{ value: '/etc/passwd' }], signal: abort.signal }), failed)
  t.same(readdirSync(directory), [])
})

t.test('with a stall timeout a silent server is given up', async (t) => {
  const host = await serve(t, () => {})
  await t.rejects(new UriFetcher({ stallTimeoutMs: 1 }).fetch({ containerKey, directory: t.testdir(), uris: [{ value: `http://${host}/silent` }] }), failed)
})

t.test('ROOT files belong to the sandbox\'s owner, and a file that user cannot read is refused', async (t) => {
  const root = process.getuid?.() === 0
  const source = t.testdir({ open: 'open', closed: 'closed', 'a.tar': makeTar([{ path: 'd/f', content: 'in' }]), sandbox: {} })
  const directory = join(source, 'sandbox')
  if (root) chownSync(directory, 65534, 65534)
  const { uid } = statSync(directory)
  writeFileSync(join(source, 'closed'), 'closed')
  chmodSync(join(source, 'closed'), root ? 0o600 : 0)
  const fetcher = new UriFetcher()
  await fetcher.fetch({ containerKey, directory, user: 'nobody', uris: [{ value: join(source, 'open'), outputFile: 's/open' }, { value: join(source, 'a.tar') }] })
  for (const file of ['s', 's/open', 'a.tar', 'd', 'd/f']) t.equal(statSync(join(directory, file)).uid, uid, file)
  await t.rejects(fetcher.fetch({ containerKey, directory, user: 'nobody', uris: [{ value: join(source, 'closed') }] }), { ...failed, message: /denied/i })
  t.notOk(existsSync(join(directory, 'closed')))
})

t.test('a sandbox that is not there is an error that names the URIs', async (t) => {
  await t.rejects(new UriFetcher().fetch({ containerKey, directory: '/nowhere', user: 'nobody', uris: [{ value: '/a' }, { value: '/b' }] }), { ...failed, message: /'\/a, \/b'/ })
})
