import { join } from 'node:path'
import t from 'tap'
import { readMapping } from '../../../lib/agent/flags/read-mapping.ts'

const file = (content: string) => join(t.testdir({ file: content }), 'file')

t.test('YAML and JSON give the same mapping, an empty file an empty one', async t => {
  const mapping = { docker: { removeDelayMs: 5 }, containerizers: ['docker'] }
  t.strictSame(await readMapping(file('docker:\n  removeDelayMs: 5\ncontainerizers: [docker]\n')), mapping)
  t.strictSame(await readMapping(file(JSON.stringify(mapping))), mapping)
  t.strictSame(await readMapping(file('')), {})
})

t.test('anything but one mapping is refused, with file and line but no quote', async t => {
  const broken = file('port: 1\nport: s3cret\n')
  await t.rejects(readMapping(broken), { message: `Error parsing config file '${broken}' at line 2: DUPLICATE_KEY` })
  for (const content of ['- port\n', 'word']) {
    const path = file(content)
    await t.rejects(readMapping(path), { message: `Error parsing config file '${path}': expecting one mapping from names to values` })
  }
  await t.rejects(readMapping('/nowhere/at/all'), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: 'Error reading config file \'/nowhere/at/all\': ENOENT' })
})
