import t from 'tap'
import { loadModem } from '../../lib/engine/load-modem.ts'
import { openModem } from '../../lib/engine/open-modem.ts'
import { quietAgent } from '../../lib/engine/quiet-agent.ts'
import { withoutDescriptors } from '../executor/checks/servers.ts'

t.test('what was loaded in time is there when no file descriptor is left', async t => {
  await loadModem()
  const restore = withoutDescriptors()
  t.teardown(restore)
  const modem = await openModem('/s', quietAgent())
  restore()
  t.match(modem, { socketPath: '/s' })
})
