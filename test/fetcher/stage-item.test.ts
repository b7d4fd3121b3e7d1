import t from 'tap'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stageItem } from '../../lib/fetcher/stage-item.ts'
import { planItem } from '../../lib/fetcher/plan-item.ts'
import { unpack } from '../../lib/fetcher/unpack.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { freshDirectory, limits, makeTransfers, never, openCache, other } from '../fixtures/fetcher/tools.ts'
import type { FetchPlace, FetchTools } from '../../lib/fetcher/stage-item.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

const tar = makeTar([{ path: 'd/f', content: 'x' }])
const tools: FetchTools = { transfers: makeTransfers(), unpack, limits }

async function fetch (uri: CommandInfoURI, directory: string, place: Partial<FetchPlace> = {}, more: Partial<FetchTools> = {}) {
  const stage = mkdtempSync(join(directory, '.fetch-'))
  try {
    const staged = await stageItem(planItem(uri), { directory, stage: join(stage, '1'), user: '', signal: never, ...place }, { ...tools, ...more })
    return await staged.commit()
  } finally {
    rmSync(stage, { recursive: true })
  }
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
  const gone = { value: join(base, 'gone'), cache: true }
  const shared = { cache: await openCache(join(base, 'cache')) }
  await Promise.all([1, 2].map(() => t.rejects(fetch(gone, join(base, 'sandbox'), {}, shared), { code: 'ENOENT' })))
  t.match(await fetch(uri, join(base, 'sandbox'), {}, { cache: await openCache(join(base, 'cache'), 10) }), { from: 'source' })
})

t.test('what another agent evicts under our hands is fetched past the cache', async (t) => {
  const base = t.testdir({ file: 'x', 'b.tar': tar, cache: {}, sandbox: {} })
  const cache = await openCache(join(base, 'cache'))
  const get = cache.get.bind(cache)
  let evictions = 2
  const evicted = Object.assign(cache, {
    get: async (...args: Parameters<typeof get>) => {
      const file = await get(...args)
      if (evictions-- > 0) rmSync(`${file?.path}`)
      if (evictions === -2) for (const path of [`${file?.path}`, join(base, 'file')]) rmSync(path)
      return file
    }
  })
  for (const name of ['file', 'b.tar']) {
    t.match(await fetch({ value: join(base, name), cache: true }, join(base, 'sandbox'), {}, { cache: evicted }), { from: 'source' })
  }
  t.same(readdirSync(join(base, 'sandbox')), ['b.tar', 'd', 'file'])
  await t.rejects(fetch({ value: join(base, 'file'), cache: true, outputFile: 'a.tar' }, join(base, 'sandbox'), {}, { cache }), /^Failed to extract archive/)
  await t.rejects(fetch({ value: join(base, 'file'), cache: true }, join(base, 'sandbox'), {}, { cache }), { code: 'ENOENT' }, 'and is not there either')
})

t.test('of what the cache has the copy may be under way while the next is asked for', async (t) => {
  const base = t.testdir({ file: 'x', cache: {}, sandbox: {} })
  const cache = await openCache(join(base, 'cache'))
  const item = planItem({ value: join(base, 'file'), cache: true })
  const stage = (name: string) => stageItem(item, { directory: join(base, 'sandbox'), stage: join(base, name), user: '', signal: never }, { ...tools, cache })
  await stage('first')
  t.ok(readdirSync(base).includes('first.file'), 'a download is waited for')
  const staged = await stage('second')
  t.notOk(readdirSync(base).includes('second.file'))
  t.same(await staged.ready, { bytes: 1, from: 'cache' })
  t.ok(readdirSync(base).includes('second.file'))
})

t.test('a shared download of the hadoop client outlives the sandbox in which it was begun', async (t) => {
  const base = t.testdir({ cache: {}, one: {}, two: {} })
  const hadoop = installHadoop(freshDirectory(t))
  hadoop.put('f', 'in hdfs')
  hadoop.set('wait')
  const cache = await openCache(join(base, 'cache'))
  const transfers = makeTransfers({ hadoop })
  const uri = { value: 'hdfs://host/f', cache: true }
  const abort = new AbortController()
  const item = (name: string, signal: AbortSignal) => stageItem(planItem(uri, { hadoop: true }), { directory: join(base, name), stage: join(base, `${name}/1`), user: '', signal, owner: other }, { ...tools, transfers, cache })
  const first = item('one', abort.signal)
  const second = item('two', never)
  await hadoop.waiting()
  abort.abort(new Error('destroyed'))
  await t.rejects(first, { message: 'destroyed' })
  rmSync(join(base, 'one'), { recursive: true })
  hadoop.goOn()
  t.match(await (await second).commit(), { from: 'stored' })
  t.equal(readFileSync(join(base, 'two/f'), 'utf8'), 'in hdfs')
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
