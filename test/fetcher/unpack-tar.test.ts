import t from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ArchiveTree } from '../../lib/fetcher/archive-tree.ts'
import { Expansion } from '../../lib/fetcher/expansion.ts'
import { unpackTar } from '../../lib/fetcher/unpack-tar.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { limits } from '../fixtures/fetcher/tools.ts'
import type { Test } from 'tap'
import type { Format } from '../../lib/fetcher/sniff-format.ts'

async function unpack (t: Test, bytes: Buffer, format: Format = 'plain', signal?: AbortSignal, expansion = new Expansion(limits, bytes.length)): Promise<string> {
  const base = t.testdir({ tree: {} })
  writeFileSync(join(base, 'archive'), bytes)
  await unpackTar(join(base, 'archive'), format, new ArchiveTree(join(base, 'tree')), expansion, signal)
  return join(base, 'tree')
}

t.test('ExtractTar: what the real tar packs comes out again, in every compression', async (t) => {
  const source = t.testdir()
  mkdirSync(join(source, 'd/empty'), { recursive: true })
  const big = Buffer.alloc(3_000_000, 'some bytes ')
  writeFileSync(join(source, 'd/big'), big)
  writeFileSync(join(source, 'd/run'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(source, `d/${'long'.repeat(40)}ü`), 'long name')
  execFileSync('sh', ['-c', 'ln -s libx.so.1.2 d/libx.so.1; ln -s libx.so.1 d/libx.so; ln d/big d/hard; echo lib > d/libx.so.1.2; : > d/nothing'], { cwd: source })
  const names = readdirSync(source, { recursive: true }).sort()
  const flags: Array<[Format, string]> = [['plain', ''], ['gzip', 'z'], ['bzip2', 'j'], ['xz', 'J']]
  const archives = flags.map(([format, flag]) => ({ format, bytes: execFileSync('tar', [`c${flag}`, '.'], { cwd: source, maxBuffer: 1 << 26 }) }))
  for (const { format, bytes } of archives) {
    const root = await unpack(t, bytes, format)
    t.same(readdirSync(root, { recursive: true }).sort(), names, format)
    t.ok(readFileSync(join(root, 'd/hard')).equals(big))
    t.equal(readlinkSync(join(root, 'd/libx.so')), 'libx.so.1')
    t.equal(readFileSync(join(root, 'd/libx.so'), 'utf8'), 'lib\n')
    t.equal(statSync(join(root, 'd/run')).mode & 0o111, 0o111)
  }
})

t.test('entries that lead out or are no files are refused', async (t) => {
  for (const [type, entry] of [
    ['up', { path: '../up', content: 'x' }],
    ['absolute', { path: '/tmp/abs', content: 'x' }],
    ['link up', { path: 's', type: 'SymbolicLink', linkpath: '../../etc' }],
    ['link to the root', { path: 's', type: 'SymbolicLink', linkpath: '/etc' }],
    ['hard link up', { path: 'h', type: 'Link', linkpath: '../archive' }],
    ['hard link to the root', { path: 'h', type: 'Link', linkpath: '/etc/passwd' }],
    ['device', { path: 'null', type: 'CharacterDevice', devmaj: 1, devmin: 3 }],
    ['fifo', { path: 'fifo', type: 'FIFO' }]
  ] as const) {
    const entries = [{ path: 'before', content: 'x'.repeat(2000) }, entry, { path: 'after', content: 'y'.repeat(100_000) }]
    await t.rejects(unpack(t, makeTar(entries)), /absolute|'\.\.'|outside|unsupported/, type)
  }
})

t.test('old and contiguous files are files', async (t) => {
  const root = await unpack(t, makeTar([{ path: 'old', type: 'OldFile', content: 'o' }, { path: 'con', type: 'ContiguousFile', content: 'c' }]))
  t.equal(readFileSync(join(root, 'old'), 'utf8') + readFileSync(join(root, 'con'), 'utf8'), 'oc')
})

t.test('an entry without permissions has ordinary ones', async (t) => {
  const bytes = makeTar([{ path: 'a', content: 'x' }])
  bytes.fill(' ', 100, 107)
  const sum = bytes.subarray(0, 512).fill(' ', 148, 156).reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  t.equal(statSync(join(await unpack(t, bytes), 'a')).mode & 0o700, 0o600)
})

t.test('what is no tar, damaged or cut short is refused', async (t) => {
  const whole = makeTar([{ path: 'a', content: 'x'.repeat(5000) }])
  await t.rejects(unpack(t, Buffer.alloc(4096, 'no tar')))
  await t.rejects(unpack(t, whole.subarray(0, 2000)))
  await t.rejects(unpack(t, gzipSync(whole).subarray(0, 60), 'gzip'))
})

t.test('the file at hand when an archive breaks off is closed', async (t) => {
  const whole = makeTar([{ path: 'a', content: 'x'.repeat(500_000) }])
  const before = readdirSync('/proc/self/fd').length
  await t.rejects(unpack(t, whole.subarray(0, 300_000)))
  await t.rejects(unpack(t, gzipSync(whole, { level: 0 }).subarray(0, 300_000), 'gzip'))
  t.equal(readdirSync('/proc/self/fd').length, before)
})

t.test('an abort ends it', async (t) => {
  await t.rejects(unpack(t, makeTar([{ path: 'a', content: 'x' }]), 'plain', AbortSignal.abort()), { name: 'AbortError' })
})

t.test('more entries or bytes than allowed are refused, the rest is not read', async (t) => {
  const bytes = makeTar([{ path: 'a', content: 'x'.repeat(5000) }, { path: 'b', content: 'y' }, { path: 'c', content: 'z' }])
  await t.rejects(unpack(t, bytes, 'plain', undefined, new Expansion({ ...limits, maxEntries: 2 }, bytes.length)), { message: 'it has more than 2 entries' })
  await t.rejects(unpack(t, bytes, 'plain', undefined, new Expansion({ ...limits, maxBytes: 4000 }, bytes.length)), { message: 'it expands to more than 4000 bytes' })
})

t.test('what is compressed twice is refused: the parser would unpack it past the limits', async (t) => {
  await t.rejects(unpack(t, gzipSync(gzipSync(makeTar([{ path: 'a' }]))), 'gzip'), { message: 'it is compressed more than once' })
})

t.test('times of files are kept', async (t) => {
  const mtime = new Date(1_000_000_000_000)
  t.equal(statSync(join(await unpack(t, makeTar([{ path: 'a', content: 'x', mtime }])), 'a')).mtimeMs, mtime.getTime())
})
