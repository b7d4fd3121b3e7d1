import t from 'tap'
import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { unpackAside } from '../../lib/fetcher/unpack-aside.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { freshDirectory, limits, makeFetcher, openCache } from '../fixtures/fetcher/tools.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import { baseImage } from '../fixtures/docker-parts.ts'
import type { ServerResponse } from 'node:http'

t.setTimeout(600_000)

const MB = 2 ** 20
const failed = { code: 'CONTAINERIZER_ERR_FETCH_FAILED' }
const fetchingProcess = new URL('../fixtures/fetcher/fetching-process.ts', import.meta.url).pathname

/** Zeros, without a file of them. */
function send (response: ServerResponse, bytes: number): void {
  const piece = Buffer.alloc(MB)
  response.writeHead(200, { 'content-length': bytes })
  pipeline(function * () { for (let left = bytes; left > 0; left -= MB) yield piece.subarray(0, left) }, response).catch(() => {})
}

t.test('a disk that is full is one clear failure, and nothing is left on it', async (t) => {
  const disk = freshDirectory(t)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk])
  t.teardown(() => execFileSync('umount', [disk]))
  const base = t.testdir({ big: Buffer.alloc(8 * MB), 'many.tar': makeTar(Array.from({ length: 100 }, (_, at) => ({ path: `f${at}`, content: 'x'.repeat(100_000) }))), cache: {} })
  writeFileSync(join(base, 'packed.tar.gz'), gzipSync(readFileSync(join(base, 'many.tar'))))
  let asked = 0
  const host = await serve(t, (_request, response) => { asked++; send(response, 8 * MB) })
  const { fetcher } = makeFetcher({ cache: await openCache(join(base, 'cache')), unpack: unpackAside() })
  const uris = { http: `http://${host}/big`, local: join(base, 'big'), tar: join(base, 'packed.tar.gz') }
  for (const [name, value] of Object.entries(uris)) {
    for (const cache of [false, true]) {
      const directory = join(disk, `${name}${cache}`)
      mkdirSync(directory)
      await t.rejects(fetcher.fetch({ containerKey: 'c', directory, uris: [{ value, cache }] }), { ...failed, message: /ENOSPC: no space left on device/ }, `${name}, ${cache ? 'cached' : 'not cached'}`)
      t.same(readdirSync(directory), ['stderr'])
      t.match(readFileSync(join(directory, 'stderr'), 'utf8'), /^Failed to fetch '[^\n]+ENOSPC[^\n]+\n$/)
    }
  }
  t.equal(asked, 2, 'it is not tried again')
})

t.test('a cache whose disk is full is gone past', async (t) => {
  const disk = freshDirectory(t)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
  t.teardown(() => execFileSync('umount', [disk]))
  const base = t.testdir({ big: Buffer.alloc(8 * MB), sandbox: {} })
  const { fetcher } = makeFetcher({ cache: await openCache(join(disk, 'cache')) })
  await fetcher.fetch({ containerKey: 'c', directory: join(base, 'sandbox'), uris: [{ value: join(base, 'big'), cache: true }] })
  t.equal(statSync(join(base, 'sandbox/big')).size, 8 * MB)
  t.same(readdirSync(join(disk, 'cache')), [])
})

t.test('a file of more than 4 GB comes over http whole', async (t) => {
  const size = 4096 * MB + 1
  const host = await serve(t, (_request, response) => send(response, size))
  const directory = freshDirectory(t)
  const { fetcher } = makeFetcher()
  await fetcher.fetch({ containerKey: 'c', directory, uris: [{ value: `http://${host}/big` }] })
  t.equal(statSync(join(directory, 'big')).size, size)
  const file = openSync(join(directory, 'big'), 'r')
  t.equal(readSync(file, Buffer.alloc(2), 0, 2, size - 1), 1)
  closeSync(file)
})

t.test('an abort within a large extraction ends it at once and leaves nothing', async (t) => {
  const base = t.testdir({ sandbox: {} })
  const directory = join(base, 'sandbox')
  writeFileSync(join(base, 'large.tar.gz'), gzipSync(makeTar(Array.from({ length: 500 }, (_, at) => ({ path: `f${at}`, content: 'x'.repeat(200_000) }))), { level: 1 }))
  const { fetcher } = makeFetcher({ unpack: unpackAside(), limits: { ...limits, maxRatio: 10_000 } })
  const abort = new AbortController()
  const rejected = t.rejects(fetcher.fetch({ containerKey: 'c', directory, uris: [{ value: join(base, 'large.tar.gz') }], signal: abort.signal }), { ...failed, message: /destroyed/ })
  while (!existsSync(join(directory, `${readdirSync(directory)[0]}`, '1.tree/f5'))) await new Promise(setImmediate)
  abort.abort(new Error('destroyed'))
  await rejected
  t.same(readdirSync(directory), [])
})

t.test('a task that is killed while its URI is fetched leaves no part of it', async (t) => {
  let begun = (): void => {}
  let gone = (): void => {}
  const middle = new Promise<void>((resolve) => { begun = resolve })
  const closed = new Promise<void>((resolve) => { gone = resolve })
  const host = await serve(t, (_request, response) => {
    response.on('close', gone)
    response.writeHead(200, { 'content-length': 2 * MB }).write(Buffer.alloc(MB), begun)
  })
  const agent = await pullAgent(t)
  const uris = [{ value: `http://${host}/first`, cache: true, output_file: 'stuck' }]
  const { command, ...task } = imageTask(baseImage) as { command: object }
  await agent.session.launch({ fetching: { ...task, command: { ...command, uris } } })
  await middle
  await agent.session.call({ type: 'KILL', kill: { task_id: { value: 'fetching' } } })
  await agent.session.status('fetching', 'TASK_KILLED')
  await closed
  await Promise.all(agent.app.containerizers.containers().map((id) => agent.app.containerizers.wait(id)))
  const paths = readdirSync(agent.workDir, { recursive: true }).map(String)
  t.ok(paths.some((path) => /\/runs\/[^/]+$/.test(path)), 'there is a sandbox')
  t.same(paths.filter((path) => /\.fetch-|stuck|^fetch\/./.test(path)), [])
})

t.test('two agents on one cache get every file as it is, however they evict from each other', async (t) => {
  const base = t.testdir({ one: {}, two: {} })
  const content = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`/f${at}`, randomBytes(100_000 + at)]))
  const host = await serve(t, ({ url = '', headers }, response) => {
    const same = headers['if-none-match'] !== undefined
    response.writeHead(same ? 304 : 200, { etag: `"${url}"` }).end(same ? undefined : content[url])
  })
  const uris = Object.keys(content).map((path) => `http://${host}${path}`)
  const agents = ['one', 'two'].map((name) => spawn(process.execPath, [...process.execArgv, fetchingProcess, join(base, 'cache'), join(base, name), '500000', '6', ...uris], { stdio: ['ignore', 'inherit', 'inherit'] }))
  t.same(await Promise.all(agents.map(async (agent) => (await once(agent, 'close'))[0])), [0, 0])
  const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  for (const name of ['one', 'two']) {
    const sandboxes = readdirSync(join(base, name))
    t.equal(sandboxes.length, 6)
    for (const sandbox of sandboxes) {
      const found = Object.fromEntries(readdirSync(join(base, name, sandbox)).map((file) => [`/${file}`, digest(readFileSync(join(base, name, sandbox, file)))]))
      t.same(found, Object.fromEntries(Object.entries(content).map(([path, bytes]) => [path, digest(bytes)])))
    }
  }
  const cache = await openCache(join(base, 'cache'), 500_000)
  t.ok(cache.usedBytes > 0 && cache.usedBytes <= 1_000_000, `${cache.usedBytes} bytes`)
  for (const name of readdirSync(join(base, 'cache')).filter((name) => name.endsWith('.json'))) {
    const record = JSON.parse(readFileSync(join(base, 'cache', name), 'utf8'))
    t.equal(digest(readFileSync(join(base, 'cache', record.file))), record.sha256)
  }
})
