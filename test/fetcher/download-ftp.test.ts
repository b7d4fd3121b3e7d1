import t from 'tap'
import { once } from 'node:events'
import { readFileSync, writeFileSync, utimesSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { FtpAttempts } from '../../lib/fetcher/download-ftp.ts'
import { PartialFile } from '../../lib/fetcher/partial-file.ts'
import { makeCertificates } from '../fixtures/fetcher/certificates.ts'
import { serveFtp } from '../fixtures/fetcher/ftp-server.ts'
import { freshDirectory, never } from '../fixtures/fetcher/tools.ts'
import type { AddressInfo } from 'node:net'
import type { FtpDownload } from '../../lib/fetcher/download-ftp.ts'
import type { Test } from 'tap'

async function setUp (t: Test, url: string, options: Partial<FtpDownload> = {}) {
  const path = join(freshDirectory(t), 'file')
  const file = await PartialFile.create(path)
  t.teardown(() => file.close())
  const download = new FtpAttempts({ url: new URL(url), stallMs: 120_000, signal: never, ...options }, file)
  return { download, file, text: () => readFileSync(path, 'utf8') }
}

t.test('a file of a real server comes with what identifies it, over TLS too', async (t) => {
  const directory = t.testdir({ 'a b': 'content', sub: { c: 'more' } })
  utimesSync(join(directory, 'a b'), 1000, 1000)
  const host = await serveFtp(t, directory)
  const lengths: unknown[] = []
  const { download, text } = await setUp(t, `ftp://${host}/a%20b`, { onLength: async (bytes) => { lengths.push(bytes) } })
  const found = await download.attempt()
  t.same(found, { version: '7-1000000' })
  t.equal(text(), 'content')
  t.same(lengths, [7])
  t.equal(await (await setUp(t, `ftp://${host}/a%20b`, { known: found ?? {} })).download.attempt(), null)
  const certificates = makeCertificates(t)
  const secure = await serveFtp(t, directory, certificates)
  const { download: other, text: otherText } = await setUp(t, `ftps://anonymous:x@${secure}/sub/c`, { ca: [readFileSync(certificates.ca, 'utf8')] })
  await other.attempt()
  t.equal(otherText(), 'more')
  await t.rejects((await setUp(t, `ftps://${secure}/sub/c`)).download.attempt(), /certificate/)
  await t.rejects((await setUp(t, `ftp://${host}/none`)).download.attempt(), { message: /^Error downloading resource, received FTP return code 550/, code: 550 })
})

t.test('the next try goes on where the last one broke off, unless it is another file by now', async (t) => {
  const directory = t.testdir({ f: '0123456789' })
  const host = await serveFtp(t, directory)
  const { download, file, text } = await setUp(t, `ftp://${host}/f`)
  await download.attempt()
  await file.restart()
  await new Promise((resolve) => file.sink().end('01234', resolve as () => void))
  await download.attempt()
  t.equal(text(), '0123456789')
  writeFileSync(join(directory, 'f'), 'other content')
  await download.attempt()
  t.equal(text(), 'other content')
})

/** As much of a server as knows neither of the extensions. */
async function plainServer (t: Test, answer: Record<string, string> = {}, heard: (verb: string) => void = () => {}): Promise<string> {
  const data = createServer((socket) => socket.end('plain'))
  data.listen(0, '127.0.0.1')
  await once(data, 'listening')
  const { port } = data.address() as AddressInfo
  const server = createServer((socket) => {
    socket.write('220 here\r\n')
    socket.on('error', () => {})
    socket.on('data', (text) => {
      const verb = text.toString().slice(0, 4).trim()
      const words: Record<string, string> = { USER: '331 password', PASS: '230 in', PASV: `227 (127,0,0,1,${port >> 8},${port & 255})`, RETR: '150 coming\r\n226 done', TYPE: '200 ok', ...answer }
      heard(verb)
      if (answer[verb] !== '') socket.write(`${words[verb] ?? '502 no'}\r\n`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); data.close() })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('a server that knows neither size nor time can still send the file, from the start', async (t) => {
  const host = await plainServer(t)
  const { download, text } = await setUp(t, `ftp://${host}/f`)
  t.same(await download.attempt(), {})
  await download.attempt()
  t.equal(text(), 'plain')
})

t.test('a silent server is given up, an abort ends it at once', async (t) => {
  const host = await plainServer(t, { USER: '' })
  await t.rejects((await setUp(t, `ftp://${host}/f`, { stallMs: 50 })).download.attempt(), /Timeout/)
  const slow = await plainServer(t, { SIZE: '' })
  await t.rejects((await setUp(t, `ftp://${slow}/f`, { stallMs: 500 })).download.attempt(), /Timeout/)
  const abort = new AbortController()
  const silent = await plainServer(t, { SIZE: '' }, (verb) => { if (verb === 'SIZE') abort.abort(new Error('enough')) })
  const attempt = (await setUp(t, `ftp://${silent}/f`, { signal: abort.signal })).download.attempt()
  await t.rejects(attempt, { message: 'enough' })
  await t.rejects((await setUp(t, 'ftp://127.0.0.1:1/f')).download.attempt(), { code: 'ECONNREFUSED' })
  await t.rejects((await setUp(t, 'ftp://127.0.0.1/f')).download.attempt(), Error)
  await t.rejects((await setUp(t, 'ftps://127.0.0.1/f')).download.attempt(), Error)
})
