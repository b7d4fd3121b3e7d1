import t from 'tap'
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import { makeTar, makeZip } from '../fixtures/fetcher/archives.ts'
import { makeFetcher } from '../fixtures/fetcher/tools.ts'
import type { HeaderData } from 'tar'
import type { Test } from 'tap'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

type TarEntry = HeaderData & { content?: string }

const base = t.testdir({ outside: { kept: 'as it was' }, sandbox: {}, served: {} })
const directory = join(base, 'sandbox')
const victim = join(base, 'outside/kept')
const { fetcher } = makeFetcher({ limits: { maxBytes: 1_000_000, maxEntries: 100, maxRatio: 200 } })

/** Before and after it stands what is harmless, so that an archive which is refused in the middle would show. */
const around = (...entries: TarEntry[]): Buffer => makeTar([{ path: 'before', content: 'x' }, ...entries, { path: 'after', content: 'y' }])
const link = (path: string, linkpath: string): TarEntry => ({ path, linkpath, type: 'SymbolicLink' })
const hard = (path: string, linkpath: string): TarEntry => ({ path, linkpath, type: 'Link' })
const SYMLINK = 0o120777

const ups = ['../escaped', '../../escaped', 'a/../../escaped', './../escaped', 'a/b/../../../escaped', '..', 'before/../../escaped', '/escaped', '//escaped', `${base}/outside/kept`, '/../escaped', 'a//../..//escaped']
const targets = ['/', '/etc', '..', '../outside', '../outside/kept', '../../..', 'a/../../outside', './../outside', '/proc/self/cwd', '.././../outside', 'd/..', `${base}/outside`]

/** A pax header in front of an entry, which overrides what that says. */
function withPax (records: Record<string, string>, entry: TarEntry): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    let length = rest.length
    while (`${length}${rest}`.length !== length) length++
    return `${length}${rest}`
  }).join('')
  return Buffer.concat([makeTar([{ path: 'pax', type: 'ExtendedHeader', content: lines }]).subarray(0, 1024), makeTar([entry])])
}

/** GNU tar's way of a name that is too long for the header. */
function withLongName (type: 'NextFileHasLongPath' | 'NextFileHasLongLinkpath', name: string, entry: TarEntry): Buffer {
  return Buffer.concat([makeTar([{ path: '././@LongLink', type, content: `${name}\0` }]).subarray(0, 1024), makeTar([entry])])
}

const tars: Array<[string, Buffer]> = [
  ...ups.map((path): [string, Buffer] => [`file ${path}`, around({ path, content: 'evil' })]),
  ...['../escaped', '/escaped', 'a/../../escaped'].map((path): [string, Buffer] => [`directory ${path}`, around({ path, type: 'Directory' })]),
  ...targets.map((target): [string, Buffer] => [`link to ${target}`, around(link('link', target))]),
  ...['../outside/kept', '/etc/passwd', 'a/../../outside/kept', victim].map((target): [string, Buffer] => [`hard link to ${target}`, around(hard('link', target))]),
  ...['/escaped', '../escaped'].map((path): [string, Buffer] => [`link called ${path}`, around(link(path, 'before'))]),
  ...(['CharacterDevice', 'BlockDevice', 'FIFO'] as const).map((type): [string, Buffer] => [type, around({ path: 'special', type, devmaj: 1, devmin: 5 })]),
  ['write through a link that is inside', around({ path: 'd', type: 'Directory' }, link('link', 'd'), { path: 'link/file', content: 'evil' })],
  ['a directory made through a link', around(link('link', 'd'), { path: 'link/sub', type: 'Directory' })],
  ['a hard link through a link', around({ path: 'd/f', content: 'x' }, link('link', 'd'), hard('h', 'link/f'))],
  ['a hard link to a link', around(link('link', 'before'), hard('h', 'link'))],
  ['a hard link to a directory', around({ path: 'd', type: 'Directory' }, hard('h', 'd'))],
  ['a chain of links that climbs', around({ path: 'a/b', type: 'Directory' }, link('a/b/up', '..'), link('x', 'a/b/up/../../outside'))],
  ['a link under a link that climbs', around(link('a', '.'), link('b', 'a/..'), { path: 'b/escaped', content: 'evil' })],
  ['a directory that becomes a link', around({ path: 'd/f' }, link('d', '../outside'), { path: 'd/kept', content: 'evil' })],
  ['a file where a directory is', around({ path: 'd/f' }, { path: 'd', content: 'x' })],
  ['a directory where a file is', around({ path: 'f', content: 'x' }, { path: 'f/g', content: 'y' })],
  ['a name of nothing', around({ path: './', content: 'x', type: 'ContiguousFile' })],
  ['a pax name that climbs', withPax({ path: '../escaped' }, { path: 'harmless', content: 'evil' })],
  ['a pax link that climbs', withPax({ linkpath: '../outside' }, link('harmless', 'x'))],
  ['a long name that climbs', withLongName('NextFileHasLongPath', `${'a/'.repeat(60)}${'../'.repeat(61)}escaped`, { path: 'harmless', content: 'evil' })],
  ['a long link that climbs', withLongName('NextFileHasLongLinkpath', `${'../'.repeat(50)}etc`, link('harmless', 'x'))],
  ['too many entries', makeTar(Array.from({ length: 101 }, (_, at) => ({ path: `f${at}` })))],
  ['too many bytes', makeTar([{ path: 'f', content: 'x'.repeat(1_000_001) }])],
  ['a bomb', gzipSync(makeTar([{ path: 'f', content: '\0'.repeat(2_000_000) }]))],
  ['compressed twice', gzipSync(gzipSync(around()))],
  ['cut short', makeTar([{ path: 'f', content: 'x'.repeat(5000) }]).subarray(0, 3000)],
  ['a wrong checksum', Buffer.from(around()).fill('8', 148, 150)],
  ['no archive at all', Buffer.from('#!/bin/sh\nexit 0\n'.repeat(100))],
  ['half a gzip', gzipSync(around()).subarray(0, 80)]
]

const zips: Array<[string, Buffer]> = [
  ...['../escaped', 'a/../../escaped', '/escaped', '..\\escaped', 'C:/escaped', 'C:\\escaped', '../escaped/'].map((name): [string, Buffer] => [`zip file ${name}`, makeZip([{ name: 'before', content: 'x' }, { name, content: name.endsWith('/') ? '' : 'evil' }])]),
  ...['/etc', '../outside', 'a/../../outside', '..'].map((content): [string, Buffer] => [`zip link to ${content}`, makeZip([{ name: 'link', content, mode: SYMLINK }])]),
  ['zip through a link', makeZip([{ name: 'd/', mode: 0o40755 }, { name: 'link', content: 'd', mode: SYMLINK }, { name: 'link/f', content: 'evil' }])],
  ['zip link of great length', makeZip([{ name: 'link', content: 'x'.repeat(5000), mode: SYMLINK }])],
  ['zip with too many entries', makeZip(Array.from({ length: 101 }, (_, at) => ({ name: `f${at}` })))],
  ['zip with too many bytes', makeZip([{ name: 'f', content: 'x'.repeat(1_000_001) }])],
  ['zip with a bad checksum', makeZip([{ name: 'f', content: 'x', crc: crc32('y') }])],
  ['zip cut short', makeZip([{ name: 'f', content: 'x'.repeat(100) }]).subarray(0, 90)]
]

const uris: CommandInfoURI[] = [
  ...['../escaped', '/escaped', 'a/../../escaped', '..', 'a/..', '.', '', 'a/', 'a\\b', "a'b"].map((outputFile) => ({ value: victim, outputFile })),
  ...['lala://nopath', 'http://', 'file://host/x', 'file://../x', 'x/y', '/etc/..', '/etc/', 'http://[/x', "http://host/a'b", 'http://host/a\\b', 'ftp://host/a%0d%0aDELE%20b', 'unknown://host/x', 's3://bucket/../x', 'http://host/x#sha256=12']
    .map((value) => ({ value })),
  { value: '/dev/zero' },
  { value: '/proc/self' },
  { value: victim, outputFile: 'planted/file' }
]

async function refusal (uri: CommandInfoURI): Promise<string> {
  return await fetcher.fetch({ containerKey: 'c', directory, uris: [uri] }).then(() => 'it was fetched', (error: NodeJS.ErrnoException) => {
    return /^CONTAINERIZER_ERR_(FETCH_FAILED|CONFIG_INVALID)$/.test(`${error.code}`) ? error.message : `not one of our errors: ${error.message}`
  })
}

t.beforeEach(() => {
  rmSync(directory, { recursive: true })
  mkdirSync(directory)
  symlinkSync('../outside', join(directory, 'planted'))
})

function unharmed (t: Test): void {
  t.same(readdirSync(directory).filter((name) => name !== 'stderr'), ['planted'], 'the sandbox is as it was')
  t.same(readdirSync(base).sort(), ['outside', 'sandbox', 'served'])
  t.same(readdirSync(join(base, 'outside')), ['kept'])
  t.equal(readFileSync(victim, 'utf8'), 'as it was')
}

t.ok(tars.length + zips.length + uris.length >= 60, `a corpus of ${tars.length} tars, ${zips.length} zips and ${uris.length} URIs`)

for (const [suffix, archives] of [['tar', tars], ['zip', zips]] as const) {
  for (const [what, bytes] of archives) {
    t.test(`an archive with ${what} is refused`, async (t) => {
      const value = join(base, `served/evil.${suffix}`)
      writeFileSync(value, bytes)
      t.match(await refusal({ value }), /^Failed to fetch all URIs for container 'c': Failed to fetch '.*': Failed to extract archive 'evil\.(tar|zip)': [^\n]+$/)
      t.match(readFileSync(join(directory, 'stderr'), 'utf8'), /^Failed to fetch '[^\n]+\n$/)
      unharmed(t)
    })
  }
}

for (const uri of uris) {
  t.test(`${JSON.stringify(uri)} is refused`, async (t) => {
    t.match(await refusal(uri), /^(Could not fetch: |Failed to fetch all URIs for container 'c': Failed to fetch ').+$/)
    unharmed(t)
  })
}
