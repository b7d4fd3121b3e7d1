import t from 'tap'
import { parseSource } from '../../lib/fetcher/parse-source.ts'

t.test('local paths, by whatever name', async (t) => {
  for (const uri of ['/a/b', 'file:///a/b', 'FILE://localhost/a/b']) t.same(parseSource(uri), { kind: 'local', path: '/a/b' })
  t.same(parseSource('x/b', '/home'), { kind: 'local', path: '/home/x/b' })
  t.same(parseSource('/a/b', '/home'), { kind: 'local', path: '/a/b' })
  t.same(parseSource('/a/http://b'), { kind: 'local', path: '/a/http:/b' }, 'a scheme is at the start or nowhere')
})

t.test('http and https', async (t) => {
  for (const uri of ['http://h/x?y', 'https://u:p@h:1/x']) t.same(parseSource(uri), { kind: 'http', url: new URL(uri) })
})

t.test('what cannot be fetched is refused without its secrets', async (t) => {
  for (const home of [undefined, '']) t.throws(() => parseSource('x/b', home), { message: /^A relative path was passed/ })
  t.throws(() => parseSource('file://elsewhere/a'), { message: 'File URI only supports absolute paths' })
  t.throws(() => parseSource('file://localhostess/a'), { message: 'File URI only supports absolute paths' })
  t.throws(() => parseSource('http://u:p@[/a'), { message: 'Malformed URI: http://[/a' })
  t.throws(() => parseSource('s3://u:p@b/a'), { message: "Unsupported URI scheme 's3': s3://b/a" })
})
