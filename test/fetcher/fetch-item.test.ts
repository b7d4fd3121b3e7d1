import t from 'tap'
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fetchItem } from '../../lib/fetcher/fetch-item.ts'
import { planItem } from '../../lib/fetcher/plan-item.ts'
import { unpack } from '../../lib/fetcher/unpack.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { limits, makeTransfers, never, openCache, other } from '../fixtures/fetcher/tools.ts'
import type { FetchPlace, FetchTools } from '../../lib/fetcher/fetch-item.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

const tar = makeTar([{ path: 'd/f', content: 'x' }])
const tools: FetchTools = { transfers: makeTransfers(), unpack, limits }

function fetch (uri: CommandInfoURI, directory: string, place: Partial<FetchPlace> = {}, more: Partial<FetchTools> = {}) {
  return fetchItem(planItem(uri), { directory, user: '', signal: never, ...place }, { ...tools, ...more })
}

t.test('NoExtractNotExecutable and NoExtractExecutable: permissions as asked for', async (t) => {
  const base = t.testdir({ plain: 'x', 'a.tar': tar, sandbox: {} })
  chmodSync(join(base, 'plain'), 0o640)
  const directory = join(base, 'sandbox')
  t.same(await fetch({ value: join(base, 'plain') }, directory), { bytes: 1, from: 'source' })
  await fetch({ value: join(base, 'a.tar'), executable: true }, directory)
  await fetch({ value: join(base, 'a.tar'), outputFile: 'b.tar', extract: false }, directory)
  t.same(readdirSync(directory), ['a.tar', 'b.tar', 'plain'], 'neither is extracted')
  t.equal(statSync(join(directory, 'plain')).mode & 0o777, 0o640)
  t.equal(statSync(join(directory, 'a.tar')).mode & 0o777, 0o755)
})

t.test('an archive stays beside its content, which goes to the top', async (t) => {
  const host = await serve(t, (_request, response) => response.end(tar))
  const directory = t.testdir()
  const seen: unknown[] = []
  await fetch({ value: `http://${host}/x?y`, outputFile: 'sub/a.tar' }, directory, { owner: other, onLength: (bytes) => seen.push(bytes), onBytes: (bytes) => seen.push(bytes) })
  t.same(readdirSync(directory, { recursive: true }).sort(), ['d', 'd/f', 'sub', 'sub/a.tar'])
  t.equal(statSync(join(directory, 'sub/a.tar')).mode & 0o777, 0o644)
  for (const name of ['d', 'd/f', 'sub', 'sub/a.tar']) t.match(statSync(join(directory, name)), other, name)
  t.equal(seen.at(-1), tar.length)
})

t.test('CustomGzipOutputFile: custom.gz is extracted to custom', async (t) => {
  const base = t.testdir({ sandbox: {} })
  writeFileSync(join(base, 'file'), gzipSync('x'))
  await fetch({ value: join(base, 'file'), outputFile: 'custom.gz' }, join(base, 'sandbox'))
  t.equal(readFileSync(join(base, 'sandbox/custom'), 'utf8'), 'x')
})

t.test('UseCustomOutputFile: what is no archive is only renamed', async (t) => {
  const base = t.testdir({ file: 'x', sandbox: {} })
  await fetch({ value: join(base, 'file'), outputFile: 'custom', extract: true }, join(base, 'sandbox'))
  t.same(readdirSync(join(base, 'sandbox')), ['custom'])
})

t.test('a digest that is not that of the bytes leaves nothing', async (t) => {
  const base = t.testdir({ file: 'x', sandbox: {} })
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
  await t.rejects(fetch({ value: `${base}/file#sha256=${digest('y')}` }, join(base, 'sandbox')), /^sha256 of the file is/)
  t.same(readdirSync(join(base, 'sandbox')), [])
  await fetch({ value: `${base}/file#sha256=${digest('x')}` }, join(base, 'sandbox'))
  t.same(readdirSync(join(base, 'sandbox')), ['file'])
})

t.test('from the cache a sandbox gets a file of its own, and of an archive the content alone', async (t) => {
  const host = await serve(t, ({ headers, url }, response) => {
    response.setHeader('etag', '"1"').writeHead(headers['if-none-match'] === undefined ? 200 : 304).end(headers['if-none-match'] === undefined && url?.startsWith('/a') ? tar : undefined)
  })
  const base = t.testdir({ cache: {}, one: {}, two: {} })
  const cache = await openCache(join(base, 'cache'))
  for (const [name, from] of [['one', 'stored'], ['two', 'cache']] as const) {
    const directory = join(base, name)
    t.match(await fetch({ value: `http://${host}/a.tar`, cache: true, extract: false, executable: name === 'two' }, directory, { owner: other, onLength: () => {} }, { cache }), { from, bytes: tar.length })
    t.match(statSync(join(directory, 'a.tar')), other)
    await fetch({ value: `http://${host}/a.tar`, cache: true, outputFile: 'b.tar' }, directory, {}, { cache })
    t.same(readdirSync(directory, { recursive: true }).sort(), ['a.tar', 'd', 'd/f'])
    writeFileSync(join(directory, 'a.tar'), 'by the task')
  }
  t.equal(statSync(join(base, 'two/a.tar')).mode & 0o777, 0o755)
})

t.test('what an archive holds under its own name is what the sandbox gets', async (t) => {
  const base = t.testdir({ 'a.tar': makeTar([{ path: 'a.tar', content: 'inner' }]), sandbox: {} })
  await fetch({ value: join(base, 'a.tar') }, join(base, 'sandbox'))
  t.equal(readFileSync(join(base, 'sandbox/a.tar'), 'utf8'), 'inner')
})

t.test('past the cache when there is none, or no room in it', async (t) => {
  const base = t.testdir({ file: 'x'.repeat(100), cache: {}, sandbox: {} })
  const uri = { value: join(base, 'file'), cache: true }
  t.match(await fetch(uri, join(base, 'sandbox')), { from: 'source' })
  t.match(await fetch(uri, join(base, 'sandbox'), {}, { cache: await openCache(join(base, 'cache'), 10) }), { from: 'source' })
})

t.test('what another agent evicts under our hands is asked for once more', async (t) => {
  const base = t.testdir({ file: 'x', cache: {}, sandbox: {} })
  const cache = await openCache(join(base, 'cache'))
  const uri = { value: join(base, 'file'), cache: true }
  let evictions = 1
  const get = cache.get.bind(cache)
  const evicted = Object.assign(cache, {
    get: async (...args: Parameters<typeof get>) => {
      const file = await get(...args)
      if (evictions-- > 0) rmSync(`${file?.path}`)
      return file
    }
  })
  t.match(await fetch(uri, join(base, 'sandbox'), {}, { cache: evicted }), { from: 'stored' })
  evictions = 2
  await t.rejects(fetch(uri, join(base, 'sandbox'), {}, { cache: evicted }), { code: 'ENOENT' })
  await t.rejects(fetch({ ...uri, outputFile: 'a.tar' }, join(base, 'sandbox'), {}, { cache }), /^Failed to extract archive/)
  t.same(readdirSync(join(base, 'sandbox')), ['file'])
})

t.test('whatever fails leaves the sandbox as it was', async (t) => {
  const base = t.testdir({ 'bad.tar': makeTar([{ path: 'good' }, { path: '../bad' }]), 'a.tar': tar, 'b.tar': makeTar([{ path: 'new' }, { path: 'dir' }]), elsewhere: {}, sandbox: { kept: '', dir: {} } })
  const directory = join(base, 'sandbox')
  symlinkSync('../elsewhere', join(directory, 'link'))
  await t.rejects(fetch({ value: join(base, 'bad.tar') }, directory), { message: /^Failed to extract archive 'bad.tar': '..\/bad'/ })
  await t.rejects(fetch({ value: join(base, 'b.tar') }, directory), { message: "'dir' is a directory in the sandbox already" })
  await t.rejects(fetch({ value: join(base, 'none') }, directory), { code: 'ENOENT' })
  await t.rejects(fetch({ value: join(base, 'a.tar'), outputFile: 'link/x' }, directory), { message: "'link' is a file in the sandbox already" })
  await t.rejects(fetch({ value: join(base, 'a.tar'), outputFile: 'dir' }, directory), { message: "'dir' is a directory in the sandbox already" })
  await t.rejects(fetch({ value: join(base, 'a.tar') }, directory, { signal: AbortSignal.abort() }), { name: 'AbortError' })
  t.same(readdirSync(directory), ['dir', 'kept', 'link'])
  t.same(readdirSync(join(base, 'elsewhere')), [])
})
