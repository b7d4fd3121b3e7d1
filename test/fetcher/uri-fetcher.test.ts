import t from 'tap'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { makeFetcher, root } from '../fixtures/fetcher/tools.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import type { FetchProgress } from '../../types/fetcher.ts'

const containerKey = 'c1'
const invalid = { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' }
const failed = { code: 'CONTAINERIZER_ERR_FETCH_FAILED' }

t.test('what can be refused is refused before anything is fetched, and counted', async (t) => {
  const directory = t.testdir()
  const { fetcher, count } = makeFetcher()
  t.same([count('succeeded'), count('failed')], [0, 0])
  const uris = [{ value: '/etc/hostname' }, { value: 'lala://nopath' }]
  t.throws(() => fetcher.validate(uris), { ...invalid, message: 'Could not fetch: Malformed URI (missing path): lala://nopath' })
  await t.rejects(fetcher.fetch({ containerKey, directory, uris }), invalid)
  t.same(readdirSync(directory), [])
  t.same([count('succeeded'), count('failed')], [0, 2])
})

t.test('no URIs are nothing to do', async (t) => {
  const { fetcher, count } = makeFetcher()
  fetcher.validate([])
  await fetcher.fetch({ containerKey, directory: '/nowhere', uris: [] })
  t.same([count('succeeded'), count('failed')], [0, 0])
})

t.test('URIs are fetched in order, a later file replaces an earlier of its name', async (t) => {
  const source = t.testdir({ a: 'longer content', b: 'short', sandbox: {} })
  const directory = join(source, 'sandbox')
  const { fetcher, count, log } = makeFetcher()
  await fetcher.fetch({ containerKey, directory, uris: [{ value: join(source, 'a'), outputFile: 'x' }, { value: join(source, 'b'), outputFile: 'x' }] })
  t.equal(readFileSync(join(directory, 'x'), 'utf8'), 'short')
  t.same([count('succeeded'), count('failed')], [1, 0])
  t.match(log.lines, [
    { level: 'info', message: 'Fetched', fields: { container: 'c1', uri: join(source, 'a'), bytes: 14, from: 'source' } },
    { level: 'info', message: 'Fetched', fields: { container: 'c1', uri: join(source, 'b'), bytes: 5, ms: Number } }
  ])
})

t.test('credentials of a URI are in no message, log line or file', async (t) => {
  const host = await serve(t, (_request, response) => response.writeHead(302, { location: 'http://moved:hidden@[/?token=hidden' }).end())
  const directory = t.testdir()
  const { fetcher, log } = makeFetcher()
  const uris = [{ value: `http://user:secret@${host}/x?token=secret` }]
  const { message, cause } = await fetcher.fetch({ containerKey, directory, uris }).catch((error: Error) => error) as Error
  t.match(message, `Failed to fetch 'http://${host}/x': `)
  const noted = readFileSync(join(directory, 'stderr'), 'utf8')
  t.match(noted, `Failed to fetch 'http://${host}/x': `)
  t.notMatch(message + JSON.stringify(cause) + String(cause) + JSON.stringify(log.lines) + noted, /secret|hidden|user|moved/)
  t.throws(() => fetcher.validate([{ value: 'hdfs://user:secret@host/x?token=secret' }]), { ...invalid, message: /needs: hdfs:\/\/host\/x$/ })
})

t.test('a failure is one line on the sandbox\'s stderr, and no word of it where that cannot be', async (t) => {
  const directory = t.testdir({ one: {}, two: { elsewhere: '' }, f: '' })
  const { fetcher, log } = makeFetcher()
  await t.rejects(fetcher.fetch({ containerKey, directory: join(directory, 'one'), uris: [{ value: join(directory, 'f') }, { value: '/nowhere/file' }] }), failed)
  t.equal(readFileSync(join(directory, 'one/stderr'), 'utf8'), "Failed to fetch '/nowhere/file': ENOENT: no such file or directory, stat '/nowhere/file'\n")
  symlinkSync('elsewhere', join(directory, 'two/stderr'))
  await t.rejects(fetcher.fetch({ containerKey, directory: join(directory, 'two'), uris: [{ value: '/nowhere/file' }] }), failed)
  t.match(log.lines.at(-1), { level: 'warn', message: 'the failure of a fetch could not be noted' })
})

t.test('an abort ends a download at once and leaves nothing', async (t) => {
  const abort = new AbortController()
  const host = await serve(t, (_request, response) => { response.write('first piece', () => abort.abort()) })
  const directory = t.testdir()
  const { fetcher } = makeFetcher()
  await t.rejects(fetcher.fetch({ containerKey, directory, uris: [{ value: `http://${host}/slow` }], signal: abort.signal }), { ...failed, message: /abort/i })
  t.same(readdirSync(directory), [])
  await t.rejects(fetcher.fetch({ containerKey, directory, uris: [{ value: '/etc/passwd' }], signal: abort.signal }), failed)
  t.same(readdirSync(directory), [])
})

t.test('there is a time for everything together', async (t) => {
  const clock = new FakeClock()
  let asked!: () => void
  const arrived = new Promise<void>((resolve) => { asked = resolve })
  const host = await serve(t, () => asked())
  const { fetcher } = makeFetcher({ clock, totalMs: 5000 })
  const rejected = t.rejects(fetcher.fetch({ containerKey, directory: t.testdir(), uris: [{ value: `http://${host}/silent` }] }), { ...failed, message: /: not complete within 5000 ms$/ })
  await arrived
  await clock.advance(5000)
  await rejected
  t.equal(clock.sleeping, 0)
})

t.test('who asks is told of a long download, and so is the log', async (t) => {
  const clock = new FakeClock()
  const told: FetchProgress[] = []
  const host = await serve(t, async (_request, response) => {
    response.writeHead(200, { 'content-length': 30 })
    for (const text of ['0123456789', '0123456789', '0123456789']) {
      await clock.advance(10_000)
      await new Promise<void>((resolve) => { response.write(text, () => resolve()) })
    }
    response.end()
  })
  const { fetcher, log } = makeFetcher({ clock })
  await fetcher.fetch({ containerKey, directory: t.testdir(), uris: [{ value: `http://u:p@${host}/f` }], onProgress: (progress) => told.push(progress) })
  t.match(told.at(-1), { uri: `http://${host}/f`, totalBytes: 30 })
  t.match(log.lines[0], { message: 'Fetching', fields: { uri: `http://${host}/f`, totalBytes: 30 } })
  await fetcher.fetch({ containerKey, directory: t.testdir(), uris: [{ value: `http://${host}/f` }] })
})

t.test('ROOT files belong to the sandbox\'s owner, and a file that user cannot read is refused', async (t) => {
  const source = t.testdir({ open: 'open', closed: 'closed', 'a.tar': makeTar([{ path: 'd/f', content: 'in' }]), sandbox: {} })
  const directory = join(source, 'sandbox')
  if (root) chownSync(directory, 65534, 65534)
  const { uid } = statSync(directory)
  writeFileSync(join(source, 'closed'), 'closed')
  chmodSync(join(source, 'closed'), root ? 0o600 : 0)
  const { fetcher } = makeFetcher()
  await fetcher.fetch({ containerKey, directory, user: 'nobody', uris: [{ value: join(source, 'open'), outputFile: 's/open' }, { value: join(source, 'a.tar') }] })
  for (const file of ['s', 's/open', 'a.tar', 'd', 'd/f']) t.equal(statSync(join(directory, file)).uid, uid, file)
  await t.rejects(fetcher.fetch({ containerKey, directory, user: 'nobody', uris: [{ value: join(source, 'closed') }] }), { ...failed, message: /denied/i })
  t.notOk(existsSync(join(directory, 'closed')))
  t.equal(statSync(join(directory, 'stderr')).uid, uid)
})

t.test('a sandbox that is not there is an error that names the URIs', async (t) => {
  const { fetcher } = makeFetcher()
  await t.rejects(fetcher.fetch({ containerKey, directory: '/nowhere', user: 'nobody', uris: [{ value: '/a' }, { value: '/b' }] }), { ...failed, message: /'\/a, \/b'/ })
})

t.test('an error without words is told by its code', async (t) => {
  const { fetcher } = makeFetcher({ transfers: { bring: async () => { throw Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) } } })
  await t.rejects(fetcher.fetch({ containerKey, directory: t.testdir(), uris: [{ value: '/a' }] }), { message: /'\/a': ECONNREFUSED$/ })
})
