import t from 'tap'
import { planItem } from '../../lib/fetcher/plan-item.ts'

t.test('the file is named as the URI ends, query included', async (t) => {
  t.same(planItem({ value: ' http://u:p@h/d/x.tgz?a=b' }), {
    source: { kind: 'http', url: new URL('http://u:p@h/d/x.tgz?a=b') },
    target: ['x.tgz?a=b'],
    executable: false,
    extract: true,
    shown: 'http://h/d/x.tgz'
  })
  t.same(planItem({ value: 'x' }, '/home').target, ['x'])
})

t.test('output_file, executable and extract are taken', async (t) => {
  const item = planItem({ value: '/x', outputFile: 'a/./b', executable: true, extract: false })
  t.match(item, { target: ['a', 'b'], executable: true, extract: false })
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
