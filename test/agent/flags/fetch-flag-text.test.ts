import { join } from 'node:path'
import t from 'tap'
import { fetchFlagText } from '../../../lib/agent/flags/fetch-flag-text.ts'

const path = join(t.testdir({ value: '10secs\n' }), 'value')

t.test('file:// values are the content of the file, less its last newline', async t => {
  t.equal(await fetchFlagText('duration', `file://${path}`), '10secs')
})

t.test('a bare path is a file for JSON flags only', async t => {
  t.equal(await fetchFlagText('json', path), '10secs')
  t.equal(await fetchFlagText('string', path), path)
  t.equal(await fetchFlagText('json', '{}'), '{}')
})

t.test('a path is not followed', async t => {
  t.equal(await fetchFlagText('path', `file://${path}`), `file://${path}`)
})

t.test('an unreadable file is refused', async t => {
  await t.rejects(fetchFlagText('string', 'file:///nowhere'), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: 'Error reading file \'/nowhere\': ENOENT' })
})
