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

t.test('what is negotiated is spoken from then on, also when an older engine takes the place of a newer one', async (t) => {
  const asked: unknown[] = []
  const oldest = ['1.44', '1.12']
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(req.url)
    res.end(JSON.stringify({ Version: '29', Plugins: {}, MinAPIVersion: req.url === '/version?' ? oldest.shift() : undefined }))
  })
  const system = systemCalls(transport)
  t.match(await system.negotiate(), { version: '29', minApiVersion: '1.44' })
  await system.info()
  await system.negotiate()
  await system.info()
  t.same(asked, ['/version?', '/v1.44/info?', '/version?', '/v1.40/info?'])
})
