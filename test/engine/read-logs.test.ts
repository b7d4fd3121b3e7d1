import t from 'tap'
import { readLogs } from '../../lib/engine/read-logs.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('the log is asked for from the given moment and given to the sink', async (t) => {
  const asked: unknown[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(new URL(req.url as string, 'http://d').searchParams.get('since'))
    res.end('text')
  })
  const written: string[] = []
  const sink = { write: (stream: string, data: Buffer) => { written.push(stream, data.toString()); return undefined } }
  await readLogs(transport, 'c', sink, { since: '12.000000034', tty: true })
  t.same(written, ['stdout', 'text'])
  await t.rejects(readLogs(transport, 'c', sink), { message: /cut inside a frame/ })
  t.same(asked, ['12.000000034', '0'])
})

t.test('an unknown container is refused', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end('{"message":"No such container: c"}'))
  await t.rejects(readLogs(transport, 'c', { write: () => undefined }), { engineStatus: 404, message: 'No such container: c' })
})
