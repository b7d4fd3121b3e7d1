import t from 'tap'
import { systemCalls } from '../../lib/engine/system-calls.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('ping and version go without an API version, info with one', async (t) => {
  const asked: unknown[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(req.url)
    res.end('{"Version":"20.10","ID":"e1","Plugins":{}}')
  })
  const system = systemCalls(transport)
  t.equal(await system.ping(), undefined)
  t.match(await system.version(), { version: '20.10' })
  t.match(await system.info(), { id: 'e1' })
  t.same(asked, ['/_ping?', '/version?', '/v1.40/info?'])
})
