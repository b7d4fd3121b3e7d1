import t from 'tap'
import { loadDockerode } from '../../lib/engine/load-dockerode.ts'
import { openModem } from '../../lib/engine/open-modem.ts'
import { quietAgent } from '../../lib/engine/quiet-agent.ts'
import { withoutDescriptors } from '../executor/checks/servers.ts'

t.test('what could not be loaded for want of a file descriptor can be when there is one, and is there from then on', t => {
  const restore = withoutDescriptors()
  t.teardown(restore)
  t.throws(loadDockerode)
  restore()
  t.type(loadDockerode(), 'function')
  t.teardown(withoutDescriptors())
  t.match(openModem('/s', quietAgent()), { socketPath: '/s' })
  t.end()
})
