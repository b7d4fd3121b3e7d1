import t from 'tap'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { unpack } from '../../lib/fetcher/unpack.ts'
import { makeTar, makeZip } from '../fixtures/fetcher/archives.ts'

const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : { uid: process.getuid?.() as number, gid: process.getgid?.() as number }

t.test('ExtractNotExecutable: the content tells the format, not the name', async (t) => {
  const base = t.testdir()
  for (const [n, bytes] of [makeTar([{ path: 'f', content: 'x' }]), gzipSync(makeTar([{ path: 'f', content: 'x' }])), makeZip([{ name: 'f', content: 'x' }])].entries()) {
    writeFileSync(join(base, 'archive'), bytes)
    await unpack('archive', join(base, 'archive'), 'x.tar.gz', join(base, `${n}`), owner)
    t.equal(readFileSync(join(base, `${n}/f`), 'utf8'), 'x')
    t.match(statSync(join(base, `${n}/f`)), owner)
  }
})

t.test('ExtractGzipFile: what is in name.gz becomes name', async (t) => {
  const base = t.testdir()
  writeFileSync(join(base, 'file'), gzipSync('x'))
  await unpack('gzip', join(base, 'file'), 'name.txt.gz', join(base, 'one'), owner)
  t.equal(readFileSync(join(base, 'one/name.txt'), 'utf8'), 'x')
  t.match(statSync(join(base, 'one/name.txt')), owner)
  await unpack('gzip', join(base, 'file'), 'name.gz', join(base, 'two'))
  t.same(readdirSync(join(base, 'two')), ['name'])
})

t.test('what cannot be extracted is named', async (t) => {
  const base = t.testdir({ file: 'neither' })
  await t.rejects(unpack('gzip', join(base, 'file'), 'a.gz', join(base, 'one')), { message: /^Failed to extract archive 'a.gz': / })
  await t.rejects(unpack('archive', join(base, 'file'), 'a.zip', join(base, 'two')), { message: /^Failed to extract archive 'a.zip': / })
})
