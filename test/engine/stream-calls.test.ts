import t from 'tap'
import { streamCalls } from '../../lib/engine/stream-calls.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

const answers: Record<string, string> = {
  attach: 'raw',
  wait: '{"StatusCode":2}',
  logs: 'raw',
  events: '{"Action":"die","Actor":{"ID":"c1","Attributes":null}}\n',
  stats: '{"read":"now","cpu_stats":{"cpu_usage":{},"throttling_data":{}},"memory_stats":{},"pids_stats":{"current":4}}'
}

t.test('every verb goes to its own path', async (t) => {
  const asked: unknown[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    const { pathname } = new URL(req.url as string, 'http://d')
    asked.push(`${req.method} ${pathname}`)
    res.end(answers[pathname.slice(pathname.lastIndexOf('/') + 1)])
  })
  const streams = streamCalls(transport)
  const seen: string[] = []
  const sink = { write: (_stream: string, data: Buffer) => { seen.push(data.toString()); return undefined } }
  await (await streams.attach('c/1', sink, { tty: true })).done
  t.same(await (await streams.wait('c/1', 'next-exit')).exit, { exitCode: 2 })
  await streams.logs('c/1', sink, { tty: true })
  const events = streams.events({})[Symbol.asyncIterator]()
  t.match(await events.next(), { value: { action: 'die' } })
  await events.return?.()
  t.match(await streams.stats('c/1'), { readAt: 'now', pids: 4 })
  t.same(seen, ['raw', 'raw'])
  t.same(asked, [
    'POST /v1.40/containers/c%2F1/attach',
    'POST /v1.40/containers/c%2F1/wait',
    'GET /v1.40/containers/c%2F1/logs',
    'GET /v1.40/events',
    'GET /v1.40/containers/c%2F1/stats'
  ])
})

t.test('an unknown container has no stats', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end())
  t.equal(await streamCalls(transport).stats('c'), null)
})
