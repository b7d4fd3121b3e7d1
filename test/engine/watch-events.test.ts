import t from 'tap'
import { watchEvents } from '../../lib/engine/watch-events.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

const line = '{"Action":"die","Actor":{"ID":"c1","Attributes":{"exitCode":"3"}},"timeNano":1795415705656224512}\n'

t.test('events come until the abort, which ends them quietly', async (t) => {
  const asked: Array<[unknown, string | null]> = []
  const transport = await scriptedTransport(t, (req, res) => {
    const query = new URL(req.url as string, 'http://d').searchParams
    asked.push([JSON.parse(query.get('filters') as string), query.get('since')])
    res.write(line)
  })
  const controller = new AbortController()
  const seen: unknown[] = []
  for await (const event of watchEvents(transport, { since: '5.6', labels: ['a=b'], signal: controller.signal })) {
    seen.push(event)
    controller.abort()
  }
  t.same(seen, [{ action: 'die', containerId: 'c1', attributes: { exitCode: '3' }, timeNano: '1795415705656224512' }])
  t.same(asked, [[{ type: ['container'], label: ['a=b'] }, '5.6']])
})

t.test('only the actions that are asked for are told', async (t) => {
  const asked: unknown[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(JSON.parse(new URL(req.url as string, 'http://d').searchParams.get('filters') as string))
    res.end()
  })
  await t.rejects(watchEvents(transport, { actions: ['die', 'oom'] }).next())
  t.same(asked, [{ type: ['container'], label: [], event: ['die', 'oom'] }])
})

t.test('an end that nobody asked for is a loss', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.end(line))
  const events = watchEvents(transport, {})
  t.match(await events.next(), { value: { action: 'die' } })
  await t.rejects(events.next(), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: /the engine ended its events/ })
})

t.test('a refusal rejects', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(400).end('{"message":"bad since"}'))
  await t.rejects(watchEvents(transport, {}).next(), { engineStatus: 400, message: 'bad since' })
})
