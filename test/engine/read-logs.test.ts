import t from 'tap'
import { readLogs } from '../../lib/engine/read-logs.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

function frame (kind: number, text: string): Buffer {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(text.length, 4)
  return Buffer.concat([header, Buffer.from(text)])
}

const TIME = '2026-11-25T19:49:22.111557421Z'
const PIECE = 'x'.repeat(16 * 1024)

function collected () {
  const written: string[] = []
  return { written, sink: { write (stream: string, data: Buffer, at?: string) { written.push(`${stream} ${at} ${data}`); return Promise.resolve() } } }
}

t.test('the log is asked for as the caller wants it, with times but on a terminal', async (t) => {
  const asked: string[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    const query = new URL(req.url as string, 'http://d').searchParams
    asked.push(`${query.get('since')} ${query.get('follow')} ${query.get('timestamps')}`)
    res.end('text')
  })
  const { written, sink } = collected()
  await readLogs(transport, 'c', sink, { since: '12.000000034', follow: true, tty: true })
  t.same(written, ['stdout undefined text'])
  await t.rejects(readLogs(transport, 'c', sink), { message: /cut inside a record/ })
  t.same(asked, ['12.000000034 1 0', '0 0 1'])
})

t.test('records are given with their times', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.end(Buffer.concat([frame(1, `${TIME} out\n`), frame(2, `${TIME} err\n`)])))
  const { written, sink } = collected()
  await readLogs(transport, 'c', sink)
  t.same(written, ['stdout 1795636162.111557421 out\n', 'stderr 1795636162.111557421 err\n'])
})

t.test('an old engine is helped with its driver local, a newer one and other drivers are taken at their word', async (t) => {
  let version = '20.10.24'
  const transport = await scriptedTransport(t, (req, res) => {
    if (req.url?.startsWith('/version') === true) return res.end(JSON.stringify({ Version: version, ApiVersion: '1.41', MinAPIVersion: '1.12' }))
    return res.end(Buffer.concat([frame(1, `${TIME} ${PIECE}`), frame(1, `${TIME} rest`)]))
  })
  const lengthOf = async (driver: string): Promise<number> => {
    let length = 0
    await readLogs(transport, 'c', { write (_stream, data) { length += data.length; return undefined } },
      { driver, lineEnded: () => true, signal: new AbortController().signal })
    return length
  }
  t.equal(await lengthOf('local'), PIECE.length + 5)
  t.equal(await lengthOf('json-file'), PIECE.length + 4)
  version = '23.0.1'
  t.equal(await lengthOf('local'), PIECE.length + 4)
  version = '20.10.24'
  let length = 0
  await readLogs(transport, 'c', { write (_stream, data) { length += data.length; return undefined } }, { driver: 'local' })
  t.equal(length, PIECE.length + 4, 'nobody knows better')
})

t.test('an unknown container is refused', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end('{"message":"No such container: c"}'))
  await t.rejects(readLogs(transport, 'c', { write: () => undefined }), { engineStatus: 404, message: 'No such container: c' })
})
