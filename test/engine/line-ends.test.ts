import t from 'tap'
import { LineEnds } from '../../lib/engine/line-ends.ts'
import type { OutputStream } from '../../types/docker-engine.ts'

const PIECE = 'x'.repeat(16 * 1024)

/** What comes out for these records: stream, time, bytes. */
async function restored (records: Array<[OutputStream, string, string]>, ended = false): Promise<Record<OutputStream, string>> {
  const out = { stdout: '', stderr: '' }
  const ends = new LineEnds({ write (stream, data) { out[stream] += data.toString(); return undefined } })
  for (const [stream, at, text] of records) {
    await ends.begin(stream, at)
    for (const half of [text.slice(0, 9), text.slice(9)]) if (half !== '') await ends.write(stream, Buffer.from(half), at)
  }
  await ends.finish(() => ended)
  return out
}

t.test('a line in pieces gets its end back when another record of its stream follows', async (t) => {
  t.strictSame(await restored([['stdout', '1', PIECE], ['stderr', '2', 'e\n'], ['stdout', '1', 'rest'], ['stderr', '3', 'f\n'], ['stdout', '4', 'next\n']]),
    { stdout: `${PIECE}rest\nnext\n`, stderr: 'e\nf\n' })
  t.strictSame((await restored([['stdout', '1', PIECE], ['stdout', '1', PIECE], ['stdout', '1', ''], ['stdout', '4', 'next\n']])).stdout,
    `${PIECE}${PIECE}\nnext\n`, 'an empty last piece is an end too')
})

t.test('an engine that gives the end itself needs no help', async (t) => {
  t.strictSame((await restored([['stdout', '1', PIECE], ['stdout', '1', 'rest\n'], ['stdout', '4', 'next\n']])).stdout, `${PIECE}rest\nnext\n`)
})

t.test('what a stream ended with is not a line, unless somebody knows that it was', async (t) => {
  const records: Array<[OutputStream, string, string]> = [['stderr', '1', PIECE], ['stderr', '1', 'rest'], ['stdout', '2', 'short']]
  t.strictSame(await restored(records), { stdout: 'short', stderr: `${PIECE}rest` })
  t.strictSame(await restored(records, true), { stdout: 'short', stderr: `${PIECE}rest\n` })
  t.equal((await restored([['stdout', '1', PIECE]], true)).stdout, PIECE)
})

t.test('a line that was broken off with its engine has no end', async (t) => {
  t.equal((await restored([['stdout', '1', PIECE], ['stdout', '5', 'new'], ['stdout', '6', 'next\n']])).stdout, `${PIECE}newnext\n`)
})
