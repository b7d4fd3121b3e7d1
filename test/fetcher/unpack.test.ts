import t from 'tap'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { unpack } from '../../lib/fetcher/unpack.ts'
import { makeTar, makeZip } from '../fixtures/fetcher/archives.ts'
import { limits, other as owner } from '../fixtures/fetcher/tools.ts'

t.test('ExtractNotExecutable: the content tells the format, not the name', async (t) => {
  const base = t.testdir()
  for (const [n, bytes] of [makeTar([{ path: 'f', content: 'x' }]), gzipSync(makeTar([{ path: 'f', content: 'x' }])), makeZip([{ name: 'f', content: 'x' }])].entries()) {
    writeFileSync(join(base, 'archive'), bytes)
    await unpack({ kind: 'archive', archive: join(base, 'archive'), name: 'x.tar.gz', tree: join(base, `${n}`), owner, limits })
    t.equal(readFileSync(join(base, `${n}/f`), 'utf8'), 'x')
    t.match(statSync(join(base, `${n}/f`)), owner)
  }
})

t.test('ExtractGzipFile: what is in name.gz becomes name', async (t) => {
  const base = t.testdir()
  const archive = join(base, 'file')
  writeFileSync(archive, gzipSync('x'))
  await unpack({ kind: 'gzip', archive, name: 'name.txt.gz', tree: join(base, 'one'), owner, limits })
  t.equal(readFileSync(join(base, 'one/name.txt'), 'utf8'), 'x')
  t.match(statSync(join(base, 'one/name.txt')), owner)
  await unpack({ kind: 'gzip', archive, name: 'name.gz', tree: join(base, 'two'), limits })
  t.same(readdirSync(join(base, 'two')), ['name'])
})

t.test('what cannot be extracted is named', async (t) => {
  const base = t.testdir({ file: 'neither' })
  const archive = join(base, 'file')
  await t.rejects(unpack({ kind: 'gzip', archive, name: 'a.gz', tree: join(base, 'one'), limits }), { message: /^Failed to extract archive 'a.gz': / })
  await t.rejects(unpack({ kind: 'archive', archive, name: 'a.zip', tree: join(base, 'two'), limits }), { message: /^Failed to extract archive 'a.zip': / })
  writeFileSync(archive, gzipSync('x'.repeat(100)))
  await t.rejects(unpack({ kind: 'gzip', archive, name: 'a.gz', tree: join(base, 'three'), limits: { ...limits, maxBytes: 99 } }),
    { message: "Failed to extract archive 'a.gz': it expands to more than 99 bytes" })
})
