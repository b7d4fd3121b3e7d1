import t from 'tap'
import { LogStamps } from '../../lib/engine/log-stamps.ts'
import type { OutputPiece } from '../../lib/engine/demux.ts'

const piece = (text: string, begins = true): OutputPiece => ({ stream: 'stdout', data: Buffer.from(text), begins })

function collected () {
  const out: string[] = []
  return { out, sink: { write (stream: string, data: Buffer, at: string) { out.push(`${stream} ${at} ${data}`); return undefined } } }
}

t.test('the time comes off the front, in seconds since the epoch whatever the engine\'s zone', async (t) => {
  const { out, sink } = collected()
  const stamps = new LogStamps(sink)
  stamps.take(piece('2026-11-25T19:49:22.111557421Z a b\n'))
  stamps.take(piece('2026-11-25T20:49:22.000000001+01:00 c'))
  stamps.take(piece(' d', false))
  stamps.take(piece('1970-01-01T00:00:01.000000000Z e'))
  t.strictSame(out, ['stdout 1795636162.111557421 a b\n', 'stdout 1795636162.000000001 c', 'stdout 1795636162.000000001  d', 'stdout 0000000001.000000000 e'])
})

t.test('a time may come in pieces, and a record may have nothing but its time', async (t) => {
  const { out, sink } = collected()
  const begun: string[] = []
  const stamps = new LogStamps({ ...sink, async begin (stream, at) { begun.push(`${stream} ${at}`) } })
  t.equal(stamps.take(piece('2026-11-25T19:')), undefined)
  t.equal(stamps.take(piece('49:22.111557421Z', false)), undefined)
  await stamps.take(piece(' ', false))
  t.strictSame([out, begun], [[], ['stdout 1795636162.111557421']])
})
