import t from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ArchiveTree } from '../../lib/fetcher/archive-tree.ts'
import { Expansion } from '../../lib/fetcher/expansion.ts'
import { unpackZip } from '../../lib/fetcher/unpack-zip.ts'
import { makeZip } from '../fixtures/fetcher/archives.ts'
import { limits } from '../fixtures/fetcher/tools.ts'
import type { Test } from 'tap'

async function unpack (t: Test, bytes: Buffer, signal?: AbortSignal, expansion = new Expansion(limits, bytes.length)): Promise<string> {
  const base = t.testdir({ tree: {} })
  writeFileSync(join(base, 'archive'), bytes)
  await unpackZip(join(base, 'archive'), new ArchiveTree(join(base, 'tree')), expansion, signal)
  return join(base, 'tree')
}

t.test('UNZIP_ExtractFile: what the real zip packs comes out again', async (t) => {
  const source = t.testdir()
  mkdirSync(join(source, 'd'))
  const big = Buffer.alloc(1_000_000, 'some bytes ')
  writeFileSync(join(source, 'd/big'), big)
  writeFileSync(join(source, 'run'), '#!/bin/sh\n', { mode: 0o755 })
  execFileSync('sh', ['-c', 'ln -s d/big link; zip -qry ../out.zip .'], { cwd: source })
  const bytes = readFileSync(join(source, '../out.zip'))
  execFileSync('rm', [join(source, '../out.zip')])
  const root = await unpack(t, bytes)
  t.same(readdirSync(root, { recursive: true }).sort(), ['d', 'd/big', 'link', 'run'])
  t.ok(readFileSync(join(root, 'd/big')).equals(big))
  t.equal(readlinkSync(join(root, 'link')), 'd/big')
  t.equal(statSync(join(root, 'run')).mode & 0o111, 0o111)
})

t.test('archives without Unix modes have ordinary ones', async (t) => {
  const root = await unpack(t, makeZip([{ name: 'd/' }, { name: 'd/f', content: 'x' }]))
  t.equal(statSync(join(root, 'd')).mode & 0o700, 0o700)
  t.equal(statSync(join(root, 'd/f')).mode & 0o700, 0o600)
})

t.test('UNZIP_ExtractFileWithDuplicatedEntries: the last wins', async (t) => {
  const root = await unpack(t, makeZip([{ name: 'a', content: 'one' }, { name: 'a', content: 'two' }]))
  t.equal(readFileSync(join(root, 'a'), 'utf8'), 'two')
})

t.test('UNZIP_ExtractInvalidFile: a bad checksum is refused', async (t) => {
  await t.rejects(unpack(t, makeZip([{ name: 'a', content: 'one', crc: 1 }])), { message: "'a' has a bad CRC" })
  await t.rejects(unpack(t, makeZip([{ name: 's', content: 'one', crc: 1, mode: 0o120777 }])), { message: "'s' has a bad CRC" })
})

t.test('entries that lead out are refused', async (t) => {
  for (const name of ['../up', '/abs', 'a\\..\\b']) await t.rejects(unpack(t, makeZip([{ name, content: 'x' }])), name)
  await t.rejects(unpack(t, makeZip([{ name: 's', content: '../../etc', mode: 0o120777 }])), /outside the archive/)
})

t.test('encrypted entries and what is no zip are refused', async (t) => {
  const source = t.testdir({ file: 'x' })
  const encrypted = execFileSync('zip', ['-q', '-P', 'password', '-', 'file'], { cwd: source })
  await t.rejects(unpack(t, encrypted), /encrypted/)
  await t.rejects(unpack(t, Buffer.from('PK\x03\x04 no zip')))
})

t.test('damaged headers and damaged content are refused', async (t) => {
  const header = makeZip([{ name: 'a', content: 'x' }])
  header.fill(0, 0, 4)
  await t.rejects(unpack(t, header), /signature/)
  const source = t.testdir({ file: 'some content '.repeat(1000) })
  const content = execFileSync('zip', ['-q', '-', 'file'], { cwd: source })
  content.fill(0xff, 70, 80)
  await t.rejects(unpack(t, content))
})

t.test('a link whose target is longer than any path is refused', async (t) => {
  await t.rejects(unpack(t, makeZip([{ name: 's', content: 'x'.repeat(5000), mode: 0o120777 }])), { message: "'s' links to a name that is too long" })
})

t.test('an abort ends it', async (t) => {
  await t.rejects(unpack(t, makeZip([{ name: 'a', content: 'x' }]), AbortSignal.abort()), { name: 'AbortError' })
})

t.test('more entries or bytes than allowed are refused', async (t) => {
  const bytes = makeZip([{ name: 'a', content: 'x'.repeat(5000) }, { name: 'b', content: 'y' }, { name: 'c' }])
  await t.rejects(unpack(t, bytes, undefined, new Expansion({ ...limits, maxEntries: 2 }, bytes.length)), { message: 'it has more than 2 entries' })
  await t.rejects(unpack(t, bytes, undefined, new Expansion({ ...limits, maxBytes: 4000 }, bytes.length)), { message: 'it expands to more than 4000 bytes' })
})
