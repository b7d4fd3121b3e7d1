import t from 'tap'
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fetchItem } from '../../lib/fetcher/fetch-item.ts'
import { planItem } from '../../lib/fetcher/plan-item.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'

const stallMs = 10_000
const tar = makeTar([{ path: 'd/f', content: 'x' }])

t.test('NoExtractNotExecutable and NoExtractExecutable: permissions as asked for', async (t) => {
  const base = t.testdir({ plain: 'x', 'a.tar': tar, sandbox: {} })
  chmodSync(join(base, 'plain'), 0o640)
  const directory = join(base, 'sandbox')
  await fetchItem(planItem({ value: join(base, 'plain') }), { directory, stallMs })
  await fetchItem(planItem({ value: join(base, 'a.tar'), executable: true }), { directory, stallMs })
  await fetchItem(planItem({ value: join(base, 'a.tar'), outputFile: 'b.tar', extract: false }), { directory, stallMs })
  t.same(readdirSync(directory), ['a.tar', 'b.tar', 'plain'], 'neither is extracted')
  t.equal(statSync(join(directory, 'plain')).mode & 0o777, 0o640)
  t.equal(statSync(join(directory, 'a.tar')).mode & 0o777, 0o755)
})

t.test('an archive stays beside its content, which goes to the top', async (t) => {
  const host = await serve(t, (_request, response) => response.end(tar))
  const directory = t.testdir()
  const owner = { uid: process.getuid?.() as number, gid: process.getgid?.() as number }
  await fetchItem(planItem({ value: `http://${host}/x?y`, outputFile: 'sub/a.tar' }), { directory, stallMs, owner, signal: new AbortController().signal })
  t.same(readdirSync(directory, { recursive: true }).sort(), ['d', 'd/f', 'sub', 'sub/a.tar'])
  t.equal(statSync(join(directory, 'sub/a.tar')).mode & 0o777, 0o644)
})

t.test('CustomGzipOutputFile: custom.gz is extracted to custom', async (t) => {
  const base = t.testdir({ sandbox: {} })
  writeFileSync(join(base, 'file'), gzipSync('x'))
  await fetchItem(planItem({ value: join(base, 'file'), outputFile: 'custom.gz' }), { directory: join(base, 'sandbox'), stallMs })
  t.equal(readFileSync(join(base, 'sandbox/custom'), 'utf8'), 'x')
})

t.test('UseCustomOutputFile: what is no archive is only renamed', async (t) => {
  const base = t.testdir({ file: 'x', sandbox: {} })
  await fetchItem(planItem({ value: join(base, 'file'), outputFile: 'custom', extract: true }), { directory: join(base, 'sandbox'), stallMs })
  t.same(readdirSync(join(base, 'sandbox')), ['custom'])
})

t.test('whatever fails leaves the sandbox as it was', async (t) => {
  const base = t.testdir({ 'bad.tar': makeTar([{ path: 'good' }, { path: '../bad' }]), 'a.tar': tar, elsewhere: {}, sandbox: { kept: '', dir: {} } })
  const directory = join(base, 'sandbox')
  symlinkSync('../elsewhere', join(directory, 'link'))
  await t.rejects(fetchItem(planItem({ value: join(base, 'bad.tar') }), { directory, stallMs }), { message: /^Failed to extract archive 'bad.tar': '..\/bad'/ })
  await t.rejects(fetchItem(planItem({ value: join(base, 'none') }), { directory, stallMs }), { code: 'ENOENT' })
  await t.rejects(fetchItem(planItem({ value: join(base, 'a.tar'), outputFile: 'link/x' }), { directory, stallMs }), /not a directory/)
  await t.rejects(fetchItem(planItem({ value: join(base, 'a.tar'), outputFile: 'dir' }), { directory, stallMs }), { code: 'EISDIR' })
  await t.rejects(fetchItem(planItem({ value: join(base, 'a.tar') }), { directory, stallMs, signal: AbortSignal.abort() }), { name: 'AbortError' })
  t.same(readdirSync(directory), ['dir', 'kept', 'link'])
  t.same(readdirSync(join(base, 'elsewhere')), [])
})
