import t from 'tap'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { decompress } from '../../lib/fetcher/decompress.ts'
import type { Format } from '../../lib/fetcher/sniff-format.ts'

const content = 'some content '.repeat(20_000)
const packed: Array<[Format, Buffer]> = [
  ['plain', Buffer.from(content)],
  ['gzip', gzipSync(content)],
  ['bzip2', execFileSync('bzip2', { input: content })],
  ['xz', execFileSync('xz', { input: content })]
]

t.test('every format gives its content', async (t) => {
  for (const [format, bytes] of packed) {
    const path = join(t.testdir(), format)
    writeFileSync(path, bytes)
    const sink = new PassThrough()
    const [got] = await Promise.all([text(sink), decompress(path, format, sink)])
    t.equal(got, content, format)
  }
})

t.test('damaged content rejects and the sink never ends', async (t) => {
  for (const [format, bytes] of packed.slice(1)) {
    const path = join(t.testdir(), format)
    writeFileSync(path, bytes.subarray(0, bytes.length / 2))
    const sink = new PassThrough().resume()
    sink.on('error', () => {})
    sink.once('end', () => t.fail('ended'))
    await t.rejects(decompress(path, format, sink), /./, format)
  }
})

t.test('an abort ends it', async (t) => {
  for (const [format, bytes] of packed) {
    const path = join(t.testdir(), format)
    writeFileSync(path, bytes)
    await t.rejects(decompress(path, format, new PassThrough().on('error', () => {}), AbortSignal.abort()), { name: 'AbortError' })
  }
})

t.test('a host without the program is told so', async (t) => {
  const { PATH } = process.env
  t.teardown(() => { process.env['PATH'] = PATH })
  process.env['PATH'] = t.testdir()
  await t.rejects(decompress('/etc/passwd', 'xz', new PassThrough().on('error', () => {})), /^xz could not be started: .*ENOENT/)
})

t.test('a sink that cannot take the end rejects', async (t) => {
  const path = join(t.testdir(), 'x.xz')
  writeFileSync(path, execFileSync('xz', { input: 'x' }))
  const sink = new PassThrough({ final: (done) => done(new Error('no room')) }).resume()
  await t.rejects(decompress(path, 'xz', sink), { message: 'no room' })
})
