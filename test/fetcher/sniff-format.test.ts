import t from 'tap'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sniffFormat } from '../../lib/fetcher/sniff-format.ts'
import { makeTar, makeZip } from '../fixtures/fetcher/archives.ts'

t.test('the first bytes tell the format, whatever the name', async (t) => {
  const file = join(t.testdir(), 'file')
  const cases = {
    zip: makeZip([{ name: 'a' }]),
    gzip: gzipSync('x'),
    bzip2: execFileSync('bzip2', { input: 'x' }),
    xz: execFileSync('xz', { input: 'x' }),
    plain: makeTar([{ path: 'a' }])
  }
  for (const [format, content] of Object.entries(cases)) {
    writeFileSync(file, content)
    t.equal(await sniffFormat(file), format)
  }
  writeFileSync(file, makeZip([]))
  t.equal(await sniffFormat(file), 'zip')
  writeFileSync(file, '')
  t.equal(await sniffFormat(file), 'plain')
})

t.test('a file that is not there rejects', async (t) => {
  await t.rejects(sniffFormat('/nowhere'), { code: 'ENOENT' })
})
