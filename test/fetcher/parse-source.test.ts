import t from 'tap'
import { parseSource } from '../../lib/fetcher/parse-source.ts'

t.test('local paths, by whatever name', async (t) => {
  for (const uri of ['/a/b', 'file:///a/b', 'FILE://localhost/a/b']) t.same(parseSource(uri), { kind: 'local', path: '/a/b' })
  t.same(parseSource('x/b', { frameworksHome: '/home' }), { kind: 'local', path: '/home/x/b' })
  t.same(parseSource('/a/b', { frameworksHome: '/home' }), { kind: 'local', path: '/a/b' })
  t.same(parseSource('/a/http://b'), { kind: 'local', path: '/a/http:/b' }, 'a scheme is at the start or nowhere')
})

t.test('http and https', async (t) => {
  for (const uri of ['http://h/x?y', 'https://u:p@h:1/x']) t.same(parseSource(uri), { kind: 'http', url: new URL(uri) })
})

t.test('what cannot be fetched is refused without its secrets', async (t) => {
  for (const frameworksHome of [undefined, '']) t.throws(() => parseSource('x/b', { frameworksHome }), { message: /^A relative path was passed/ })
  t.throws(() => parseSource('file://elsewhere/a'), { message: 'File URI only supports absolute paths' })
  t.throws(() => parseSource('file://localhostess/a'), { message: 'File URI only supports absolute paths' })
  t.throws(() => parseSource('http://u:p@[/a'), { message: 'Malformed URI: http://[/a' })
  t.throws(() => parseSource('HDFS://u:p@b/a'), { message: "Hadoop client is not available, which URI scheme 'hdfs' needs: HDFS://b/a" })
  t.throws(() => parseSource('s3://u:p@b/a'), { message: "Hadoop client is not available, which URI scheme 's3' needs, and neither are AWS credentials: s3://b/a" })
})

t.test('ftp and ftps, whose parts must not become lines of their own', async (t) => {
  for (const uri of ['ftp://h/x', 'ftps://u:p@h:1/a%20b']) t.same(parseSource(uri), { kind: 'ftp', url: new URL(uri) })
  t.throws(() => parseSource('ftp://h/x%0d%0aDELE%20y'), { message: 'Illegal characters in URI' })
  t.throws(() => parseSource('ftp://u:%0a@h/x'), { message: 'Illegal characters in URI' })
  t.throws(() => parseSource('ftp://u:p@h/x', { ftpProxy: (host) => `${host}_proxy` }), { message: 'FTP cannot be fetched through a proxy, which h_proxy asks for: name the host in no_proxy: ftp://h/x' })
  t.throws(() => parseSource('ftp://u:p@h/x%zz'), { message: 'Malformed URI: ftp://h/x%zz' })
})

t.test('any other scheme is the hadoop client\'s, s3 only without credentials', async (t) => {
  for (const uri of ['hdfs://h/x', 's3a://b/x', 's3n://b/x', 'hftp://h/x', 'lala://h/x', 's3://b/x']) t.same(parseSource(uri, { hadoop: true }), { kind: 'hadoop', uri })
  t.same(parseSource('s3://b.c/x/y?z', { hadoop: true, s3: true }), { kind: 's3', bucket: 'b.c', key: 'x/y?z' })
  t.match(parseSource('s3a://b/x', { hadoop: true, s3: true }), { kind: 'hadoop' })
  for (const uri of ['s3://b/../x', 's3://u:p@b/x', 's3:///x', 's3://b/a/./x']) t.throws(() => parseSource(uri, { s3: true }), /^Malformed URI: s3:/)
})
