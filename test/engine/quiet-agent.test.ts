import { inspect } from 'node:util'
import t from 'tap'
import { quietAgent } from '../../lib/engine/quiet-agent.ts'

t.test('the agent shows the inspector nothing but its name', async (t) => {
  t.equal(inspect({ agent: quietAgent() }, { showHidden: true, depth: null }), '{ agent: Agent }')
})
