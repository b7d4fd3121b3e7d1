import t from 'tap'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createSandbox } from '../../lib/sandbox/create-sandbox.ts'
import { makeTar, makeZip } from '../fixtures/fetcher/archives.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'
import { makeFetcher, openCache, root } from '../fixtures/fetcher/tools.ts'
import type { Test } from 'tap'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

// What the original's fetcher_tests.cpp shows, by the names it has there.

const containerKey = 'c1'
const failed = { code: 'CONTAINERIZER_ERR_FETCH_FAILED' }

function setUp (t: Test, files: Record<string, string | Buffer> = {}, options: Parameters<typeof makeFetcher> = []) {
  const base = t.testdir({ ...files, sandbox: {} })
  const directory = join(base, 'sandbox')
  const { fetcher, count, log } = makeFetcher(...options)
  return {
    base,
    directory,
    log,
    count,
    at: (name: string) => join(base, name),
    got: (name: string) => readFileSync(join(directory, name), 'utf8'),
    fetch: (...uris: CommandInfoURI[]) => fetcher.fetch({ containerKey, directory, uris })
  }
}

t.test('FileURI', async (t) => {
  const { fetch, at, got, count } = setUp(t, { test: 'data' })
  await fetch({ value: `file://${at('test')}` })
  t.equal(got('test'), 'data')
  t.equal(count('succeeded'), 1)
})

t.test('AbsoluteFilePath', async (t) => {
  const { fetch, at, got, count } = setUp(t, { test: 'data' })
  await fetch({ value: at('test') })
  t.equal(got('test'), 'data')
  t.equal(count('succeeded'), 1)
})

t.test('FileLocalhostURI', async (t) => {
  const { fetch, at, got } = setUp(t, { test: 'data' })
  await fetch({ value: `file://localhost${at('test')}` })
  t.equal(got('test'), 'data')
})

t.test('DuplicateFileURI: three names of one cached URI are three files of one entry', async (t) => {
  const { fetch, at, got, count, base } = setUp(t, { test: 'data', cache: '' })
  execFileSync('rm', [at('cache')])
  const cache = await openCache(at('cache'))
  const other = makeFetcher({ cache })
  await other.fetcher.fetch({ containerKey, directory: join(base, 'sandbox'), uris: ['one', 'two', 'three'].map((outputFile) => ({ value: at('test'), outputFile, cache: true })) })
  t.same(['one', 'two', 'three'].map(got), ['data', 'data', 'data'])
  t.equal(readdirSync(at('cache')).length, 2, 'bytes and record')
  t.equal(other.count('succeeded'), 1)
  await fetch({ value: at('test') }, { value: at('test') })
  t.equal(count('succeeded'), 1)
})

t.test('LogSuccessToStderr: unlike there, stderr stays what the container writes, and the agent\'s log has it', async (t) => {
  const { fetch, at, directory, log } = setUp(t, { test: 'data' })
  await fetch({ value: at('test') })
  t.notOk(existsSync(join(directory, 'stderr')))
  t.match(log.lines, [{ message: 'Fetched', fields: { uri: at('test'), bytes: 4 } }])
})

t.test('LogFailureToStderr', async (t) => {
  const { fetch, at, got } = setUp(t)
  await t.rejects(fetch({ value: at('none') }), failed)
  t.match(got('stderr'), new RegExp(`^Failed to fetch '${at('none')}': .*\n$`))
})

t.test('ROOT_UNPRIVILEGED_USER_RootProtectedFileURI', async (t) => {
  const { base, directory, at } = setUp(t, { test: 'data' })
  chmodSync(at('test'), root ? 0o600 : 0)
  if (root) chownSync(directory, 65534, 65534)
  const { fetcher } = makeFetcher()
  await t.rejects(fetcher.fetch({ containerKey, directory, user: 'nobody', uris: [{ value: `file://${join(base, 'test')}` }] }), { ...failed, message: /denied/i })
})

t.test('CustomOutputFileSubdirectory', async (t) => {
  const { fetch, at, got } = setUp(t, { test: 'data' })
  await fetch({ value: at('test'), outputFile: 'subdir/custom.txt' })
  t.equal(got('subdir/custom.txt'), 'data')
})

t.test('AbsoluteCustomSubdirectoryFails', async (t) => {
  const { fetch, at, count } = setUp(t, { test: 'data' })
  await t.rejects(fetch({ value: at('test'), outputFile: '/subdir/custom.txt' }), { message: 'Could not fetch: URI output file must be within the sandbox directory' })
  t.equal(count('failed'), 1)
})

t.test('InvalidUser', async (t) => {
  const { base } = setUp(t)
  await t.rejects(createSandbox(join(base, 'new'), 'no-such-user'), /chown/)
  t.notOk(existsSync(join(base, 'new')), 'nothing is there to fetch into')
})

t.test('NonExistingFile', async (t) => {
  const { fetch, at, count } = setUp(t)
  await t.rejects(fetch({ value: `file://${at('none')}` }), { ...failed, message: /Failed to fetch/ })
  t.equal(count('failed'), 1)
})

t.test('MalformedURI', async (t) => {
  const { fetch, count } = setUp(t)
  await t.rejects(fetch({ value: 'lala://nopath' }), { message: 'Could not fetch: Malformed URI (missing path): lala://nopath' })
  t.equal(count('failed'), 1)
})

t.test('RelativeFilePath', async (t) => {
  const { fetch, base, directory, got } = setUp(t, { test: 'data' })
  await t.rejects(fetch({ value: 'test' }), /Mesos framework home was not specified/)
  await makeFetcher({ sources: { frameworksHome: base } }).fetcher.fetch({ containerKey, directory, uris: [{ value: 'test' }] })
  t.equal(got('test'), 'data')
})

t.test('OSNetUriTest and OSNetUriSpaceTest', async (t) => {
  const host = await serve(t, (_request, response) => response.end('over http'))
  const { fetch, got, directory } = setUp(t)
  await fetch({ value: `http://${host}/one` }, { value: `\r\n\t http://${host}/two`, outputFile: 'sub/dir/2' })
  t.same([got('one'), got('sub/dir/2')], ['over http', 'over http'])
  t.equal(statSync(join(directory, 'one')).mode & 0o777, 0o644)
})

t.test('NoExtractNotExecutable and NoExtractExecutable', async (t) => {
  const { fetch, at, directory } = setUp(t, { test: 'data' })
  await fetch({ value: at('test'), outputFile: 'plain', extract: false, executable: false }, { value: at('test'), outputFile: 'run', extract: false, executable: true })
  t.same(['plain', 'run'].map((name) => statSync(join(directory, name)).mode & 0o111), [0, 0o111])
})

t.test('ExtractNotExecutable: a .tar.gz that holds an uncompressed tar is told by its content', async (t) => {
  const { fetch, at, got, directory } = setUp(t, { 'a.tar.gz': makeTar([{ path: 'hello', content: 'world' }]) })
  await fetch({ value: at('a.tar.gz'), extract: true, executable: false })
  t.equal(got('hello'), 'world')
  t.equal(statSync(join(directory, 'hello')).mode & 0o111, 0)
})

t.test('ExtractTar, in every form the real tools make', async (t) => {
  const { fetch, at, base, directory } = setUp(t, { content: 'inside' })
  for (const [name, flag] of [['a.tar', ''], ['a.tgz', 'z'], ['a.tar.gz', 'z'], ['a.tbz2', 'j'], ['a.tar.bz2', 'j'], ['a.txz', 'J'], ['a.tar.xz', 'J']] as const) {
    execFileSync('tar', [`-c${flag}f`, at(name), '-C', base, '--transform', `s/content/from-${name}/`, 'content'])
    await fetch({ value: at(name) })
    t.equal(readFileSync(join(directory, `from-${name}`), 'utf8'), 'inside', name)
  }
})

t.test('ExtractGzipFile', async (t) => {
  const { fetch, at, got } = setUp(t, { 'hello.gz': gzipSync('world') })
  await fetch({ value: at('hello.gz') })
  t.equal(got('hello'), 'world')
})

t.test('UNZIP_ExtractFile', async (t) => {
  const { fetch, at, got } = setUp(t, { hello: 'world' })
  execFileSync('zip', ['-qj', at('a.zip'), at('hello')])
  await fetch({ value: at('a.zip') })
  t.equal(got('hello'), 'world')
})

t.test('UNZIP_ExtractInvalidFile: a wrong checksum fails', async (t) => {
  const { fetch, at, directory } = setUp(t, { 'a.zip': makeZip([{ name: 'world', content: 'hello hello\n', crc: 7 }]) })
  await t.rejects(fetch({ value: at('a.zip') }), { ...failed, message: /bad CRC/ })
  t.same(readdirSync(directory), ['stderr'])
})

t.test('UNZIP_ExtractFileWithDuplicatedEntries: the last wins', async (t) => {
  const { fetch, at, got } = setUp(t, { 'a.zip': makeZip([{ name: 'A', content: 'first' }, { name: 'A', content: 'last' }]) })
  await fetch({ value: at('a.zip') })
  t.equal(got('A'), 'last')
})

t.test('UseCustomOutputFile', async (t) => {
  const { fetch, at, got, directory } = setUp(t, { test: 'data' })
  await fetch({ value: at('test'), outputFile: 'custom.txt', extract: true })
  t.equal(got('custom.txt'), 'data')
  t.same(readdirSync(directory), ['custom.txt'])
})

t.test('CustomGzipOutputFile', async (t) => {
  const { fetch, at, got } = setUp(t, { test: gzipSync('hello') })
  await fetch({ value: at('test'), outputFile: 'custom.gz', extract: true })
  t.equal(got('custom'), 'hello')
})

t.test('HdfsURI and SSLEnvironmentSpillover: a noisy client that sees nothing of the agent', async (t) => {
  const { at, directory, got } = setUp(t)
  execFileSync('mkdir', [at('home')])
  const hadoop = installHadoop(at('home'))
  hadoop.put('test', 'in hdfs')
  const { fetcher } = makeFetcher({ sources: { hadoop: true } }, { hadoop })
  await fetcher.fetch({ containerKey, directory, uris: [{ value: 'hdfs://host:8020/test' }] })
  t.equal(got('test'), 'in hdfs')
  t.match(hadoop.calls(), [new RegExp(` ${at('home')} fs -copyToLocal hdfs://host:8020/test `)])
  t.notOk(existsSync(join(directory, 'stderr')))
  writeFileSync(at('home/bin/hadoop'), '#!/bin/sh\nenv | grep -E "LIBPROCESS|MESOS" >&2 && exit 1; echo x > "$4"\n')
  await fetcher.fetch({ containerKey, directory, uris: [{ value: 'hdfs://host:8020/other' }] })
})
