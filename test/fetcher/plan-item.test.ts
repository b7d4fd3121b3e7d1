import t from 'tap'
import { planItem } from '../../lib/fetcher/plan-item.ts'

t.test('the file is named as the URI ends, query included', async (t) => {
  t.same(planItem({ value: ' http://u:p@h/d/x.tgz?a=b' }), {
    source: { kind: 'http', url: new URL('http://u:p@h/d/x.tgz?a=b') },
    uri: 'http://u:p@h/d/x.tgz?a=b',
    target: ['x.tgz?a=b'],
    executable: false,
    archive: { kind: 'archive', name: 'x.tgz' },
    cache: false,
    shown: 'http://h/d/x.tgz'
  })
  t.same(planItem({ value: 'x' }, { frameworksHome: '/home' }).target, ['x'])
})

t.test('output_file, executable and cache are taken', async (t) => {
  const item = planItem({ value: '/x', outputFile: 'a/./b', executable: true, cache: true })
  t.match(item, { target: ['a', 'b'], executable: true, cache: true })
})

t.test('illegal characters are refused', async (t) => {
  for (const value of ['/a\\b', "/a'b", '/a\0b']) t.throws(() => planItem({ value }), { message: 'Illegal characters in URI' })
  t.throws(() => planItem({ value: '/a', outputFile: 'a\\b' }), { message: 'Illegal characters in URI output file path' })
})

t.test('a URI without path or file name is refused', async (t) => {
  for (const value of ['lala://nopath', 'http://host/', 'file:///']) t.throws(() => planItem({ value }), { message: `Malformed URI (missing path): ${value}` })
  for (const value of ['http://host/a/', '/a/..', '/a/.', '']) t.throws(() => planItem({ value }), { message: `Malformed URI (missing file name): ${value}` })
})

t.test('AbsoluteCustomSubdirectoryFails, and so does every other way out of the sandbox', async (t) => {
  const out = { message: 'URI output file must be within the sandbox directory' }
  for (const outputFile of ['/a', '../a', 'a/../../b', 'a/..']) t.throws(() => planItem({ value: '/x', outputFile }), out)
  t.throws(() => planItem({ value: '/x', outputFile: '' }), { message: 'URI output file path is empty' })
  for (const outputFile of ['.', 'a/', 'a/.']) t.throws(() => planItem({ value: '/x', outputFile }), { message: 'URI output file must name a file' })
})

t.test('what is unpacked is told by the name the file gets, but for a query', async (t) => {
  const archive = (value: string, rest = {}): unknown => planItem({ value, ...rest }).archive
  t.same(archive('/x.zip'), { kind: 'archive', name: 'x.zip' })
  t.same(archive('http://h/x.gz?sig=1'), { kind: 'gzip', name: 'x.gz' })
  t.same(archive('http://h/x?y', { outputFile: 'd/a.tar' }), { kind: 'archive', name: 'a.tar' })
  for (const [value, rest] of [['/x.zip?', {}], ['/x', {}], ['/x.zip', { executable: true }], ['/x.zip', { extract: false }], ['/x.zip', { outputFile: 'x' }],
    ['http://h/x', { outputFile: 'a.tar?' }]] as const) t.equal(archive(value, rest), undefined)
})

t.test('a digest in the fragment is no part of the URI', async (t) => {
  const sha256 = 'aB'.repeat(32)
  t.match(planItem({ value: `http://h/x.tgz#sha256=${sha256}` }), { uri: 'http://h/x.tgz', target: ['x.tgz'], sha256: sha256.toLowerCase() })
  t.match(planItem({ value: `/x#y#sha256=${sha256}` }), { target: ['x#y'], source: { path: '/x#y' } })
  for (const digest of ['', 'ab', `${sha256}0`, `${'x'.repeat(64)}`]) {
    t.throws(() => planItem({ value: `http://u:p@h/x#sha256=${digest}` }), { message: 'Malformed URI (sha256 must be 64 hexadecimal digits): http://h/x' })
  }
})
