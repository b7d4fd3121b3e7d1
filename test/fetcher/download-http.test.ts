import t from 'tap'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HttpAttempts } from '../../lib/fetcher/download-http.ts'
import { httpDispatcher } from '../../lib/fetcher/http-dispatcher.ts'
import { PartialFile } from '../../lib/fetcher/partial-file.ts'
import { basicAuthorization } from '../../lib/fetcher/url-credentials.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { freshDirectory, never } from '../fixtures/fetcher/tools.ts'
import type { HttpDownload } from '../../lib/fetcher/download-http.ts'
import type { Test } from 'tap'

async function setUp (t: Test, url: string, options: Partial<HttpDownload> = {}) {
  const path = join(freshDirectory(t), 'file')
  const { stallMs = 120_000 } = options
  const { dispatcher, end } = httpDispatcher({ stallMs, env: {} })
  const file = await PartialFile.create(path)
  t.teardown(async () => { await file.close(); await end() })
  const whole = new URL(url)
  const download = new HttpAttempts({
    url: new URL(whole.pathname + whole.search, whole.origin), headers: async () => basicAuthorization(whole), dispatcher, stallMs, signal: never, ...options
  }, file)
  return { download, path, file, text: () => readFileSync(path, 'utf8') }
}

const attempt = async (t: Test, url: string, options?: Partial<HttpDownload>) => await (await setUp(t, url, options)).download.attempt()

t.test('the body becomes the file, its length is told before', async (t) => {
  const content = 'ab'.repeat(150_000)
  const host = await serve(t, (request, response) => response.setHeader('content-length', content.length).end(request.url === '/x?y=z' ? content : ''))
  const lengths: unknown[] = []
  const { download, text } = await setUp(t, `http://${host}/x?y=z`, { onLength: async (bytes) => { lengths.push(bytes) } })
  t.same(await download.attempt(), {})
  t.ok(text() === content)
  t.same(lengths, [content.length])
  const chunked = await serve(t, (_request, response) => { response.write('a'); response.end('b') })
  await attempt(t, `http://${chunked}/`, { onLength: async (bytes) => { lengths.push(bytes) } })
  t.equal(lengths[1], undefined)
  await t.rejects(attempt(t, `http://${chunked}/`, { onLength: async () => { throw new Error('no room') } }), { message: 'no room' })
})

t.test('memory that is read into again spoils nothing, also when more comes than can be written', async (t) => {
  const content = randomBytes(16 * 1024 * 1024)
  for (const path of ['/whole', '/chunked']) {
    const full = deferred<void>()
    const host = await serve(t, ({ url }, response) => {
      if (url === '/whole') response.setHeader('content-length', content.length)
      // Of all lengths, so that they end anywhere in a slab; the next when the last was sent.
      const send = (at: number, length: number): void => {
        if (at > 4_000_000) full.resolve()
        if (at >= content.length) response.end()
        else response.write(content.subarray(at, at + length), () => send(at + length, length * 3 % 300_007))
      }
      send(0, 1)
    })
    const { download, path: file } = await setUp(t, `http://${host}${path}`, { onLength: () => full.promise })
    await download.attempt()
    t.ok(readFileSync(file).equals(content), path)
  }
})

t.test('credentials go to the URI\'s own origin and no further', async (t) => {
  const seen: Array<string | undefined> = []
  const second = await serve(t, (request, response) => { seen.push(request.headers.authorization); response.end('moved') })
  const first = await serve(t, (request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(302, { location: request.url === '/a' ? '/b' : `http://${second}/c` }).end()
  })
  const { download, text } = await setUp(t, `http://us%65r:p%40ss@${first}/a`)
  await download.attempt()
  const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  t.same(seen, [basic, basic, undefined])
  t.equal(text(), 'moved')
})

t.test('any status but 200 is an error, a loop of redirects too', async (t) => {
  const host = await serve(t, ({ url }, response) => {
    if (url === '/loop') response.writeHead(302, { location: '/loop' }).end()
    else if (url?.startsWith('/far')) response.writeHead(302, { location: `${url}x` }).end()
    else response.writeHead(Number(url?.slice(1)), { 'retry-after': '7' }).end('no')
  })
  for (const status of [204, 206, 304, 404, 500]) {
    await t.rejects(attempt(t, `http://${host}/${status}`), { message: `Error downloading resource, received HTTP return code ${status}`, statusCode: status, retryAfterMs: 7000 })
  }
  await t.rejects(attempt(t, `http://${host}/loop`), /redirect loop/i)
  await t.rejects(attempt(t, `http://${host}/far`), /return code 302/)
})

t.test('a body that is cut is an error', async (t) => {
  const host = await serve(t, ({ url }, response) => {
    if (url === '/length') response.setHeader('content-length', 100)
    response.write('piece', () => response.destroy())
  })
  for (const path of ['length', 'chunked']) await t.rejects(attempt(t, `http://${host}/${path}`), Error, path)
})

t.test('a server that falls silent is given up', async (t) => {
  const host = await serve(t, ({ url }, response) => { if (url === '/body') response.write('piece') })
  await t.rejects(attempt(t, `http://${host}/headers`, { stallMs: 1 }), { message: 'nothing was received for 1 ms', stalled: true })
  await t.rejects(attempt(t, `http://${host}/body`, { stallMs: 200 }), { message: 'nothing was received for 200 ms' })
})

t.test('what its head has refused needs no body', async (t) => {
  const host = await serve(t, ({ url }, response) => { response.writeHead(url === '/none' ? 404 : 200, { 'content-length': 5 }).flushHeaders() })
  await t.rejects(attempt(t, `http://${host}/none`), { message: 'Error downloading resource, received HTTP return code 404' })
  await t.rejects(attempt(t, `http://${host}/big`, { onLength: async () => { throw new Error('no room') } }), { message: 'no room' })
})

t.test('a refusal after the connection broke is heard', async (t) => {
  const asked = deferred<void>()
  const refusal = deferred<void>()
  const host = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-length': 5 }).flushHeaders()
    asked.promise.then(() => response.socket?.resetAndDestroy(), () => {})
  })
  const { download, file } = await setUp(t, `http://${host}/`, { onLength: async () => { asked.resolve(); await refusal.promise } })
  await t.rejects(download.attempt(), { code: /ECONNRESET|UND_ERR_SOCKET/ })
  refusal.reject(new Error('no room'))
  await file.settled()
  t.equal(file.bytes, 0)
})

t.test('an abort ends the download, nobody listening is an error', async (t) => {
  const host = await serve(t, () => {})
  await t.rejects(attempt(t, `http://${host}/`, { signal: AbortSignal.abort() }), { name: 'AbortError' })
  await t.rejects(attempt(t, 'http://127.0.0.1:1/'), { code: 'ECONNREFUSED' })
})

t.test('what is known already is not sent again', async (t) => {
  const host = await serve(t, ({ headers }, response) => {
    response.setHeader('etag', '"2"').setHeader('last-modified', 'yesterday')
    response.writeHead(headers['if-none-match'] === '"2"' || headers['if-modified-since'] === 'yesterday' ? 304 : 200).end()
  })
  t.equal(await attempt(t, `http://${host}/`, { known: { etag: '"2"' } }), null)
  t.equal(await attempt(t, `http://${host}/`, { known: { lastModified: 'yesterday' } }), null)
  t.same(await attempt(t, `http://${host}/`, { known: { etag: '"1"' } }), { etag: '"2"', lastModified: 'yesterday' })
})

t.test('the next try goes on where the last one broke off, if it is the same and the server can', async (t) => {
  for (const [validators, rest] of [
    [{ etag: '"1"' }, { status: 206, range: 'bytes 5-9/10' }],
    [{ 'last-modified': 'yesterday' }, { status: 206, range: 'bytes 5-9/10' }],
    [{ etag: 'W/"1"' }, { status: 200 }],
    [{}, { status: 200 }],
    [{ etag: '"1"' }, { status: 200 }],
    [{ etag: '"1"' }, { status: 206, range: 'bytes 4-9/10' }],
    [{ etag: '"1"' }, { status: 416 }]
  ] as Array<[Record<string, string>, { status: number, range?: string }]>) {
    const asked: unknown[] = []
    const host = await serve(t, ({ headers }, response) => {
      asked.push(headers.range === undefined ? null : [headers.range, headers['if-range']])
      if (asked.length === 1) response.writeHead(200, { ...validators, 'content-length': 10 }).write('01234', () => response.destroy())
      else if (rest.status === 206) response.writeHead(206, { 'content-range': rest.range }).end('56789')
      else response.writeHead(rest.status).end('from start')
    })
    const { download, file, text } = await setUp(t, `http://${host}/`)
    await t.rejects(download.attempt())
    const [same] = Object.values(validators)
    await file.settled()
    const had = file.bytes
    const second = await download.attempt().then(() => text(), (error) => error.statusCode)
    t.same(asked[1], had === 0 || same === undefined || same.startsWith('W/') ? null : ['bytes=5-', same])
    if (had === 5 && asked[1] !== null) t.equal(second, rest.range === 'bytes 5-9/10' ? '0123456789' : rest.status === 200 ? 'from start' : rest.status)
  }
})
