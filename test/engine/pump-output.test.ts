import t from 'tap'
import { pumpOutput } from '../../lib/engine/pump-output.ts'
import type { Answer } from '../../lib/engine/transport.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { OutputStream } from '../../types/docker-engine.ts'

const out = Buffer.from([1, 0, 0, 0, 0, 0, 0, 1, 65])
const err = Buffer.from([2, 0, 0, 0, 0, 0, 0, 1, 66])

function answer (...chunks: Buffer[]): Answer & { read: () => number } {
  let read = 0
  async function * body (): AsyncGenerator<Buffer, void> {
    for (const chunk of chunks) {
      read++
      yield chunk
    }
  }
  return { status: 200, body: body(), abort: () => {}, failure: (cause) => cause, read: () => read }
}

function collector () {
  const pieces: string[] = []
  return { pieces, write: (stream: OutputStream, data: Buffer) => { pieces.push(`${stream}:${data.toString()}`); return undefined } }
}

t.test('frames go to their streams', async (t) => {
  const sink = collector()
  await pumpOutput(answer(Buffer.concat([out, err]), out), sink, false)
  t.same(sink.pieces, ['stdout:A', 'stderr:B', 'stdout:A'])
})

t.test('with a terminal all is stdout, as it comes', async (t) => {
  const sink = collector()
  await pumpOutput(answer(Buffer.from('x'), Buffer.from('y')), sink, true)
  t.same(sink.pieces, ['stdout:x', 'stdout:y'])
})

t.test('nothing is read while the sink holds back', async (t) => {
  const source = answer(out, err)
  const held = deferred<void>()
  const written = deferred<void>()
  let writes = 0
  const pumped = pumpOutput(source, { write: () => { writes++; written.resolve(); return held.promise } }, false)
  await written.promise
  t.same([source.read(), writes], [1, 1])
  held.resolve()
  await pumped
  t.same([source.read(), writes], [2, 2])
})

t.test('an error of the sink ends it', async (t) => {
  await t.rejects(pumpOutput(answer(out), { write: async () => { throw new Error('disk full') } }, false), { message: 'disk full' })
})

t.test('an end inside a frame is a cut', async (t) => {
  await t.rejects(pumpOutput(answer(out.subarray(0, 5)), collector(), false), { message: 'the output was cut inside a frame' })
})
