import fc from 'fast-check'
import t from 'tap'
import { Demux } from '../../lib/engine/demux.ts'

function frame (kind: number, payload: string): Buffer {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0])
  const body = Buffer.from(payload)
  header.writeUInt32BE(body.length, 4)
  return Buffer.concat([header, body])
}

function collect (chunks: Buffer[]): { stdout: string, stderr: string, atBoundary: boolean } {
  const demux = new Demux()
  const out = { stdout: '', stderr: '' }
  for (const chunk of chunks) for (const { stream, data } of demux.split(chunk)) out[stream] += data.toString('latin1')
  return { ...out, atBoundary: demux.atBoundary }
}

t.test('frames cut anywhere give the same two streams', async (t) => {
  const bytes = Buffer.concat([frame(1, 'one\n'), frame(2, 'bad\n'), frame(1, ''), frame(0, 'in'), frame(1, 'two\n')])
  fc.assert(fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length]
    const chunks = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
    t.same(collect(chunks), { stdout: 'one\nintwo\n', stderr: 'bad\n', atBoundary: true })
  }), { numRuns: 50 })
})

t.test('payloads are views into the chunk', async (t) => {
  const chunk = frame(1, 'abc')
  const [piece] = [...new Demux().split(chunk)]
  t.equal(piece?.data.buffer, chunk.buffer)
})

t.test('a chunk of many thousand frames is split without depth', async (t) => {
  const chunk = Buffer.concat(Array.from({ length: 50_000 }, () => frame(1, 'x')))
  t.equal([...new Demux().split(chunk)].length, 50_000)
})

t.test('the middle of a header or a payload is no boundary', async (t) => {
  t.equal(collect([frame(1, 'abc').subarray(0, 3)]).atBoundary, false)
  t.equal(collect([frame(1, 'abc').subarray(0, 9)]).atBoundary, false)
})

t.test('the complaint of the engine is thrown whole', async (t) => {
  const bytes = frame(3, 'log driver failed')
  t.throws(() => collect([bytes.subarray(0, 12), bytes.subarray(12)]), {
    code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: 'log driver failed'
  })
})

t.test('an unknown stream is refused', async (t) => {
  t.throws(() => collect([frame(9, 'x')]), { message: 'Output frame of the unknown stream 9' })
})
