import t from 'tap'
import { userDefinedNetwork } from '../../lib/run-options/user-defined-network.ts'

t.test('knows the networks of every engine from those that somebody made', async (t) => {
  for (const mode of ['host', 'bridge', 'none', 'default', 'container:x']) t.notOk(userDefinedNetwork(mode), mode)
  for (const mode of ['web', 'hosts', 'a.b']) t.ok(userDefinedNetwork(mode), mode)
})
