import t from 'tap'
import { openModem } from '../../lib/engine/open-modem.ts'
import { quietAgent } from '../../lib/engine/quiet-agent.ts'

t.test('the environment cannot redirect the socket and keeps its values', async (t) => {
  const before = process.env['DOCKER_HOST']
  t.teardown(() => {
    delete process.env['DOCKER_HOST']
    if (before !== undefined) process.env['DOCKER_HOST'] = before
  })
  process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1'
  t.match(openModem('/s', quietAgent()), { socketPath: '/s', host: undefined, protocol: 'http' })
  t.equal(process.env['DOCKER_HOST'], 'tcp://127.0.0.1:1')
})

t.test('without such an environment none appears', async (t) => {
  const before = process.env['DOCKER_HOST']
  delete process.env['DOCKER_HOST']
  t.teardown(() => { if (before !== undefined) process.env['DOCKER_HOST'] = before })
  t.match(openModem('/s', quietAgent()), { socketPath: '/s' })
  t.notOk('DOCKER_HOST' in process.env)
})
