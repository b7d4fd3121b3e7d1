import t from 'tap'
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { freshDirectory, makeFetcher, openCache } from '../fixtures/fetcher/tools.ts'
import type { Test } from 'tap'
import type { TransferOptions } from '../../lib/fetcher/transfers.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

// What the original's fetcher_cache_tests.cpp shows, by the names it has there.

async function setUp (t: Test, { maxBytes, ...transferOptions }: Partial<TransferOptions> & { maxBytes?: number } = {}) {
  const base = t.testdir({ cmd: 'a program', 'a.tar': makeTar([{ path: 'inside', content: 'x', mode: 0o755 }]) })
  const cache = await openCache(join(base, 'cache'), maxBytes)
  const { fetcher, log } = makeFetcher({ cache, sources: { hadoop: true } }, transferOptions)
  let tasks = 0
  return {
    base,
    cache,
    log,
    /** Bytes and record are a file each. */
    entries: () => readdirSync(join(base, 'cache')).length / 2,
    cached: () => readdirSync(join(base, 'cache')).filter((name) => !name.endsWith('.json')).map((name) => join(base, 'cache', name)),
    /** A task of its own; resolves to its sandbox. */
    async run (...uris: CommandInfoURI[]): Promise<string> {
      const directory = join(base, `sandbox${++tasks}`)
      mkdirSync(directory)
      await fetcher.fetch({ containerKey: `${tasks}`, directory, uris })
      return directory
    }
  }
}

async function countingServer (t: Test, files: Record<string, string | Buffer>) {
  const asked: string[] = []
  const host = await serve(t, ({ method, url = '', headers }, response) => {
    const same = headers['if-none-match'] === '"1"'
    asked.push(`${method} ${url}${same ? ' unless changed' : ''}`)
    response.writeHead(same ? 304 : 200, { etag: '"1"' }).end(same ? undefined : files[url])
  })
  return { host, asked }
}

t.test('LocalUncached', async (t) => {
  const { run, base, entries } = await setUp(t)
  for (let n = 0; n < 3; n++) t.equal(statSync(join(await run({ value: join(base, 'cmd'), executable: true }), 'cmd')).mode & 0o111, 0o111)
  t.equal(entries(), 0)
})

t.test('LocalCached', async (t) => {
  const { run, base, entries } = await setUp(t)
  for (let n = 0; n < 3; n++) {
    t.equal(statSync(join(await run({ value: join(base, 'cmd'), executable: true, cache: true }), 'cmd')).mode & 0o111, 0o111)
    t.equal(entries(), 1)
  }
})

t.test('LocalCachedMissing', async (t) => {
  const { run, base, cached, entries } = await setUp(t)
  await run({ value: join(base, 'cmd'), cache: true })
  for (const path of cached()) rmSync(path)
  t.equal(readFileSync(join(await run({ value: join(base, 'cmd'), cache: true }), 'cmd'), 'utf8'), 'a program')
  t.equal(entries(), 1)
})

t.test('CachedCustomFilename and CachedCustomOutputFileWithSubdirectory', async (t) => {
  const { run, base } = await setUp(t)
  for (const outputFile of ['my-command', 'subdir/my-command']) {
    t.equal(readFileSync(join(await run({ value: join(base, 'cmd'), cache: true, outputFile }), outputFile), 'utf8'), 'a program')
  }
})

t.test('CachedFallback: a source that cannot tell its size is fetched past the cache', async (t) => {
  const store = installHadoop(freshDirectory(t))
  store.put('f', 'in hdfs')
  store.set('no-stat')
  const { run, entries, log } = await setUp(t, { hadoop: store })
  t.equal(readFileSync(join(await run({ value: 'hdfs://host/f', cache: true }), 'f'), 'utf8'), 'in hdfs')
  t.equal(entries(), 0)
  t.match(log.lines.at(-1), { message: 'Fetched', fields: { from: 'source' } })
})

t.test('LocalUncachedExtract', async (t) => {
  const { run, base, entries } = await setUp(t)
  t.same(readdirSync(await run({ value: join(base, 'a.tar') })), ['a.tar', 'inside'])
  t.equal(entries(), 0)
})

t.test('LocalCachedExtract', async (t) => {
  const { run, base, entries } = await setUp(t)
  for (let n = 0; n < 3; n++) t.same(readdirSync(await run({ value: join(base, 'a.tar'), cache: true })), ['inside'])
  t.equal(entries(), 1)
})

t.test('HttpCachedSerialized: one GET brings the bytes; unlike there, each use asks whether they are still right', async (t) => {
  const { host, asked } = await countingServer(t, { '/cmd': 'over http' })
  const { run, entries } = await setUp(t)
  for (let n = 0; n < 3; n++) t.equal(readFileSync(join(await run({ value: `http://${host}/cmd`, cache: true }), 'cmd'), 'utf8'), 'over http')
  t.same(asked, ['GET /cmd', 'GET /cmd unless changed', 'GET /cmd unless changed'])
  t.equal(entries(), 1)
})

t.test('HttpCachedConcurrent: five at one time share one download of what is cached', async (t) => {
  const { host, asked } = await countingServer(t, { '/cmd': 'a', '/other': 'b' })
  const { run, entries } = await setUp(t)
  await Promise.all(Array.from({ length: 5 }, () => run({ value: `http://${host}/cmd`, cache: true }, { value: `http://${host}/other` })))
  t.equal(asked.filter((line) => line === 'GET /cmd').length, 1)
  t.equal(asked.filter((line) => line === 'GET /other').length, 5)
  t.equal(entries(), 1)
})

t.test('HttpMixed', async (t) => {
  const { host, asked } = await countingServer(t, { '/a.tar': makeTar([{ path: 'inside', content: 'x' }]), '/cmd': 'run me' })
  const { run, entries } = await setUp(t)
  const archive = `http://${host}/a.tar`
  const cmd = `http://${host}/cmd`
  t.same(readdirSync(await run({ value: archive, cache: true, extract: true }, { value: cmd, cache: false, executable: true })).sort(), ['cmd', 'inside'])
  t.same(readdirSync(await run({ value: archive, cache: true, extract: false }, { value: cmd, executable: true })).sort(), ['a.tar', 'cmd'])
  const last = await run({ value: archive, cache: false }, { value: cmd })
  t.same(readdirSync(last).sort(), ['a.tar', 'cmd', 'inside'])
  t.equal(statSync(join(last, 'cmd')).mode & 0o111, 0)
  t.equal(entries(), 1)
  t.same(asked.filter((line) => line.startsWith('GET /a.tar')), ['GET /a.tar', 'GET /a.tar unless changed', 'GET /a.tar'])
})

t.test('HttpCachedRecovery: unlike there, the next agent finds the cache as it was', async (t) => {
  const { host, asked } = await countingServer(t, { '/cmd': 'a' })
  const { run, base } = await setUp(t)
  await run({ value: `http://${host}/cmd`, cache: true })
  const next = makeFetcher({ cache: await openCache(join(base, 'cache')) })
  mkdirSync(join(base, 'next'))
  await next.fetcher.fetch({ containerKey: 'next', directory: join(base, 'next'), uris: [{ value: `http://${host}/cmd`, cache: true }] })
  t.same(asked, ['GET /cmd', 'GET /cmd unless changed'])
})

t.test('SimpleEviction', async (t) => {
  const { run, entries, cache } = await setUp(t, { maxBytes: 20 })
  for (const name of ['a', 'b', 'c', 'd']) {
    const { host } = await countingServer(t, { [`/${name}`]: 'ten bytes.' })
    t.equal(readFileSync(join(await run({ value: `http://${host}/${name}`, cache: true }), name), 'utf8'), 'ten bytes.')
    t.ok(cache.usedBytes <= 20)
  }
  t.equal(entries(), 2)
  t.equal(cache.usedBytes, 20)
})

t.test('FallbackFromEviction', async (t) => {
  const { run, base, entries, cache } = await setUp(t, { maxBytes: 100 })
  await run({ value: join(base, 'cmd'), cache: true })
  t.equal(cache.usedBytes, 9)
  truncateSync(join(base, 'a.tar'), 101)
  t.equal(statSync(join(await run({ value: join(base, 'a.tar'), cache: true, extract: false }), 'a.tar')).size, 101)
  t.equal(entries(), 1)
  t.equal(cache.usedBytes, 9)
})

t.test('RemoveLRUCacheEntries', async (t) => {
  const { host, asked } = await countingServer(t, { '/a': '0123456789', '/b': '0123456789', '/c': '0123456789' })
  const { run } = await setUp(t, { maxBytes: 20 })
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await run({ value: `http://${host}/${name}`, cache: true })
  t.same(asked, ['GET /a', 'GET /b', 'GET /a unless changed', 'GET /c', 'GET /a unless changed', 'GET /b'], 'b was not used for longest when c came')
})
