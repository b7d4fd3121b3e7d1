import t from 'tap'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { decompress } from '../../lib/fetcher/decompress.ts'
import type { Format } from '../../lib/fetcher/sniff-format.ts'

const content = 'some content '.repeat(200_000)
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
    const got: Buffer[] = []
    await decompress(path, format, (piece) => got.push(piece), new AbortController().signal)
    t.ok(Buffer.concat(got).toString() === content, format)
  }
})

t.test('damaged content rejects', async (t) => {
  for (const [format, bytes] of packed.slice(1)) {
    const path = join(t.testdir(), format)
    writeFileSync(path, bytes.subarray(0, bytes.length / 2))
    await t.rejects(decompress(path, format, () => {}), /./, format)
  }
})

t.test('an abort ends it, as does what takes the content', async (t) => {
  for (const [format, bytes] of packed) {
    const path = join(t.testdir(), format)
    writeFileSync(path, bytes)
    await t.rejects(decompress(path, format, () => {}, AbortSignal.abort()), { name: 'AbortError' })
    await t.rejects(decompress(path, format, () => { throw new Error('no room') }), { message: 'no room' })
  }
})

t.test('a host without the program is told so', async (t) => {
  const { PATH } = process.env
  t.teardown(() => { process.env['PATH'] = PATH })
  process.env['PATH'] = t.testdir()
  await t.rejects(decompress('/etc/passwd', 'xz', () => {}), /^xz could not be started: .*ENOENT/)
})
