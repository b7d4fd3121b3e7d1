import t from 'tap'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:https'
import { once } from 'node:events'
import { makeCertificates } from '../fixtures/fetcher/certificates.ts'
import { serveFtp } from '../fixtures/fetcher/ftp-server.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { freshDirectory, makeTransfers, never, other } from '../fixtures/fetcher/tools.ts'
import type { AddressInfo } from 'node:net'
import type { Source } from '../../lib/fetcher/parse-source.ts'
import type { Delivery, TransferOptions } from '../../lib/fetcher/transfers.ts'
import type { Test } from 'tap'

async function bring (t: Test, source: Source, options: Partial<TransferOptions> = {}, delivery: Partial<Delivery> = {}) {
  const scratch = freshDirectory(t)
  const path = join(scratch, 'f')
  const arrival = await makeTransfers(options).bring(source, { path, scratch, signal: never, ...delivery })
  return { arrival, text: arrival === null ? undefined : readFileSync(path, 'utf8') }
}

t.test('a local file keeps its permissions, and is known by its inode and time', async (t) => {
  const path = join(t.testdir({ f: 'local' }), 'f')
  const lengths: unknown[] = []
  const onLength = async (bytes: number | undefined): Promise<void> => { lengths.push(bytes) }
  const { arrival, text } = await bring(t, { kind: 'local', path }, {}, { onLength, known: {} })
  t.equal(text, 'local')
  t.equal(arrival?.mode, statSync(path).mode & 0o777)
  t.same(lengths, [5])
  const known = arrival?.validators ?? {}
  t.equal((await bring(t, { kind: 'local', path }, {}, { known })).arrival, null)
  writeFileSync(path, 'other')
  t.equal((await bring(t, { kind: 'local', path }, {}, { known })).text, 'other')
})

t.test('http goes on where it was cut, as often as it takes', async (t) => {
  const content = '0123456789'.repeat(10)
  let cuts = 0
  const host = await serve(t, ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
    response.writeHead(headers.range === undefined ? 200 : 206, { etag: '"1"', 'content-length': content.length - from, 'content-range': `bytes ${from}-99/100` })
    if (from < 90) response.write(content.slice(from, from + 10), () => { cuts++; response.destroy() })
    else response.end(content.slice(from))
  })
  const bytes: number[] = []
  const url = new URL(`http://${host}/f`)
  const { arrival, text } = await bring(t, { kind: 'http', url }, {}, { onBytes: (count) => bytes.push(count) })
  t.equal(text, content)
  t.same(arrival, { mode: 0o644, validators: { etag: '"1"' } })
  t.equal(bytes.at(-1), 100)
  t.equal(cuts, 9)
})

t.test('a server that is cut at the same place each time is given up', async (t) => {
  let asked = 0
  const host = await serve(t, (_request, response) => { asked++; response.writeHead(200, { 'content-length': 9 }).write('part', () => response.destroy()) })
  await t.rejects(bring(t, { kind: 'http', url: new URL(`http://${host}/f`) }))
  t.ok(asked >= 3 && asked <= 4, `${asked} tries`)
})

t.test('https trusts the authorities it is told to, and no others', async (t) => {
  const { ca, key, cert } = makeCertificates(t)
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => response.end('secure')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/f`)
  t.equal((await bring(t, { kind: 'http', url }, { ca: [readFileSync(ca, 'utf8')] })).text, 'secure')
  await t.rejects(bring(t, { kind: 'http', url }), /certificate/)
})

t.test('ftp, revalidated', async (t) => {
  const host = await serveFtp(t, t.testdir({ f: 'over ftp' }))
  const url = new URL(`ftp://${host}/f`)
  const { arrival, text } = await bring(t, { kind: 'ftp', url }, { ca: [] }, { onLength: async () => {}, known: {} })
  t.equal(text, 'over ftp')
  t.equal((await bring(t, { kind: 'ftp', url }, {}, { known: arrival?.validators ?? {} })).arrival, null)
})

t.test('s3 asks the store with a signature and no more', async (t) => {
  const seen: Array<[string | undefined, string | undefined]> = []
  const host = await serve(t, ({ url, headers }, response) => { seen.push([url, headers.authorization]); response.writeHead(200, { etag: '"1"' }).end('object') })
  const s3 = { accessKeyId: 'id', secretAccessKey: 'secret', region: 'eu', endpoint: `http://${host}` }
  t.match(await bring(t, { kind: 's3', bucket: 'b', key: 'a b' }, { s3 }, { known: {}, onLength: async () => {} }), { text: 'object', arrival: { validators: { etag: '"1"' } } })
  t.match(seen, [['/b/a%20b', /^AWS4-HMAC-SHA256 Credential=id\/\d+\/eu\/s3\/aws4_request/]])
})

t.test('HdfsURI: the hadoop client brings the rest; asked for its version only for the cache', async (t) => {
  const hadoop = installHadoop(t.testdir())
  hadoop.put('f', 'in hdfs')
  const source: Source = { kind: 'hadoop', uri: 'hdfs://host:1/f' }
  t.match(await bring(t, source, { hadoop }), { text: 'in hdfs', arrival: { mode: 0o644, validators: {} } })
  t.equal(hadoop.calls().length, 1)
  const { arrival } = await bring(t, source, { hadoop }, { known: {}, onLength: async () => {} })
  t.match(arrival?.validators.version, /^7-/)
  t.equal((await bring(t, source, { hadoop }, { known: arrival?.validators ?? {}, owner: other })).arrival, null)
  await bring(t, source, { hadoop }, { known: {}, owner: other })
})
