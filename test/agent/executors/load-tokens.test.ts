import { join } from 'node:path'
import t from 'tap'
import { loadTokens } from '../../../lib/agent/executors/load-tokens.ts'

t.test('tokens are signed with the key in the file', async t => {
  const directory = t.testdir({ key: 'secret', empty: '' })
  t.equal(await loadTokens({ authenticateHttpExecutors: false }), undefined)
  const tokens = await loadTokens({ authenticateHttpExecutors: true, jwtSecretKey: join(directory, 'key') })
  t.ok(await tokens?.verify(`Bearer ${await tokens.sign({ fid: 'f', eid: 'e', cid: 'c' })}`))
  const wrong = { code: 'CONTAINERIZER_ERR_OPTION_INVALID' }
  await t.rejects(loadTokens({ authenticateHttpExecutors: true, jwtSecretKey: join(directory, 'empty') }), { ...wrong, message: /'.*empty' is empty/ })
  await t.rejects(loadTokens({ authenticateHttpExecutors: true, jwtSecretKey: join(directory, 'nope') }), { ...wrong, message: /nope' cannot be read: ENOENT/ })
  await t.rejects(loadTokens({ authenticateHttpExecutors: true }), { ...wrong, message: /'' cannot be read/ })
})
