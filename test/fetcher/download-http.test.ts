import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadHttp } from '../../lib/fetcher/download-http.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'

const stallMs = 10_000

t.test('the body becomes the file', async (t) => {
  const content = Buffer.alloc(300_000, 'ab')
  const host = await serve(t, (request, response) => response.end(request.url === '/x?y=z' ? content : ''))
  const target = join(t.testdir(), 'file')
  await downloadHttp(new URL(`http://${host}/x?y=z`), target, stallMs)
  t.ok(readFileSync(target).equals(content))
})

t.test('credentials go to the URI\'s own origin and no further', async (t) => {
  const seen: Array<string | undefined> = []
  const second = await serve(t, (request, response) => { seen.push(request.headers.authorization); response.end('moved') })
  const first = await serve(t, (request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(302, { location: request.url === '/a' ? '/b' : `http://${second}/c` }).end()
  })
  const target = join(t.testdir(), 'file')
  await downloadHttp(new URL(`http://us%65r:p%40ss@${first}/a`), target, stallMs)
  const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  t.same(seen, [basic, basic, undefined])
  t.equal(readFileSync(target, 'utf8'), 'moved')
  await downloadHttp(new URL(`http://:token@${second}/c`), join(t.testdir(), 'only'), stallMs)
  t.equal(seen.at(-1), `Basic ${Buffer.from(':token').toString('base64')}`)
})

t.test('any status but 200 is an error, a loop of redirects too', async (t) => {
  const host = await serve(t, ({ url }, response) => {
    if (url === '/loop') response.writeHead(302, { location: '/loop' }).end()
    else if (url?.startsWith('/far')) response.writeHead(302, { location: `${url}x` }).end()
    else response.writeHead(Number(url?.slice(1))).end('no')
  })
  for (const status of [204, 206, 404, 500]) {
    await t.rejects(downloadHttp(new URL(`http://${host}/${status}`), join(t.testdir(), 'file'), stallMs),
      { message: `Error downloading resource, received HTTP return code ${status}` })
  }
  await t.rejects(downloadHttp(new URL(`http://${host}/loop`), join(t.testdir(), 'file'), stallMs), /redirect loop/i)
  await t.rejects(downloadHttp(new URL(`http://${host}/far`), join(t.testdir(), 'file'), stallMs), /return code 302/)
})

t.test('a body that is cut is an error', async (t) => {
  const host = await serve(t, ({ url }, response) => {
    if (url === '/length') response.setHeader('content-length', 100)
    response.write('piece', () => response.destroy())
  })
  for (const path of ['length', 'chunked']) await t.rejects(downloadHttp(new URL(`http://${host}/${path}`), join(t.testdir(), 'file'), stallMs))
})

t.test('a server that falls silent is given up', async (t) => {
  const host = await serve(t, ({ url }, response) => { if (url === '/body') response.write('piece') })
  await t.rejects(downloadHttp(new URL(`http://${host}/headers`), join(t.testdir(), 'file'), 1), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  await t.rejects(downloadHttp(new URL(`http://${host}/body`), join(t.testdir(), 'file'), 200), { code: /UND_ERR_(BODY|HEADERS)_TIMEOUT/ })
})

t.test('an abort ends the download, nobody listening is an error', async (t) => {
  const host = await serve(t, () => {})
  await t.rejects(downloadHttp(new URL(`http://${host}/`), join(t.testdir(), 'file'), stallMs, AbortSignal.abort()), { name: 'AbortError' })
  await t.rejects(downloadHttp(new URL('http://127.0.0.1:1/'), join(t.testdir(), 'file'), stallMs), { code: 'ECONNREFUSED' })
})
