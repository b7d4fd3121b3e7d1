import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { packageVersion, versionAbove } from '../../lib/util/package-version.ts'

t.test('it is that of the package', async t => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  t.equal(packageVersion, version)
})

t.test('it is the same from the sources and from what is compiled of them', async t => {
  const root = t.testdir({ 'package.json': '{"version":"1.2.3"}', lib: { util: {} }, dist: { lib: { util: {} } }, })
  for (const place of ['lib/util/', 'dist/lib/util/', '']) t.equal(versionAbove(pathToFileURL(`${root}/${place}`)), '1.2.3', place)
})

t.test('the nearest one counts', async t => {
  const root = t.testdir({ 'package.json': '{"version":"1.0.0"}', inner: { 'package.json': '{"version":"2.0.0"}', lib: {} } })
  t.equal(versionAbove(pathToFileURL(`${root}/inner/lib/`)), '2.0.0')
})
