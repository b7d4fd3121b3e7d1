import t from 'tap'
import { TextLines } from '../../lib/sandbox/text-lines.ts'

t.test('lines come when they are whole, the last one at the end', async t => {
  const lines = new TextLines()
  t.strictSame(lines.push(Buffer.from('one\ntw')), ['one'])
  t.strictSame(lines.push(Buffer.from('o\n\nthr')), ['two', ''])
  t.strictSame(lines.end(), ['thr'])
  t.strictSame(lines.end(), [])
})

t.test('a character that is cut comes whole, bytes that are none are replaced', async t => {
  const lines = new TextLines()
  const euro = Buffer.from('€')
  t.strictSame(lines.push(euro.subarray(0, 1)), [])
  t.strictSame(lines.push(Buffer.concat([euro.subarray(1), Buffer.from([0xff, 10])])), ['€\ufffd'])
  lines.push(euro.subarray(0, 2))
  t.strictSame(lines.end(), ['\ufffd'])
})

t.test('a long line comes in pieces, and no more than one is held', async t => {
  const lines = new TextLines()
  const piece = 16 * 1024
  t.strictSame(lines.push(Buffer.alloc(2.5 * piece, 'x')).map(({ length }) => length), [piece, piece])
  t.strictSame(lines.push(Buffer.alloc(piece, 'x')).map(({ length }) => length), [piece])
  t.strictSame(lines.push(Buffer.from(`\n${'y'.repeat(piece + 1)}\n`)).map(({ length }) => length), [piece / 2, piece, 1])
  t.strictSame(lines.end(), [])
})
