import t from 'tap'
import fc from 'fast-check'
import { LogCursor } from '../../../lib/docker/output/log-cursor.ts'
import type { OutputStream } from '../../../types/docker-engine.ts'

interface LogRecord { stream: OutputStream, text: string, at: string }
const zero = { stdout: 0, stderr: 0 }
const at = (seconds: number, nanos = 0): string => `${String(seconds).padStart(10, '0')}.${String(nanos).padStart(9, '0')}`

/** Reads the log as an engine gives it from the cursor's second on: every record from then, or all behind the first of them. */
function read (cursor: LogCursor, log: LogRecord[], position: { stdout: number, stderr: number }, style: 'FILTER' | 'SUFFIX' = 'FILTER'): Record<OutputStream, string> {
  const taken = { stdout: '', stderr: '' }
  cursor.begin(position)
  const first = log.findIndex((record) => record.at >= cursor.since)
  const given = style === 'FILTER' ? log.filter((record) => record.at >= cursor.since) : first === -1 ? [] : log.slice(first)
  for (const { stream, text, at } of given) taken[stream] += cursor.take(stream, Buffer.from(text), at).toString()
  position.stdout += taken.stdout.length
  position.stderr += taken.stderr.length
  return taken
}

const texts = fc.array(fc.tuple(fc.constantFrom<OutputStream>('stdout', 'stderr'), fc.stringMatching(/^[ab]{0,3}\n?$/), fc.integer({ min: 0, max: 4 })), { maxLength: 40 })

t.test('however a log is cut into readings, each byte is taken once, whatever was taken before', async (t) => {
  fc.assert(fc.property(texts, fc.array(fc.nat(40), { maxLength: 6 }), fc.constantFrom('FILTER' as const, 'SUFFIX' as const), (written, ends, style) => {
    let second = 100
    const log: LogRecord[] = []
    const open: Partial<Record<OutputStream, string>> = {}
    for (const [stream, text, pause] of written) {
      second += pause
      // What continues a line has the time at which the line began.
      const time = open[stream] ?? at(second, log.length)
      log.push({ stream, text, at: time })
      if (text.endsWith('\n') || text === '') delete open[stream]
      else open[stream] = time
    }
    const whole = (stream: OutputStream): string => log.filter((record) => record.stream === stream).map(({ text }) => text).join('')
    const position = { ...zero }
    const all = { stdout: '', stderr: '' }
    let cursor = new LogCursor({ since: 0, base: zero })
    for (const end of [...ends.sort((a, b) => a - b), log.length]) {
      const taken = read(cursor, log.slice(0, end), position, style)
      all.stdout += taken.stdout
      all.stderr += taken.stderr
      cursor.advance(position)
      // As after a restart: nothing but the anchor is left of it.
      cursor = new LogCursor(cursor.anchor)
    }
    return all.stdout === whole('stdout') && all.stderr === whole('stderr')
  }), { numRuns: 500 })
  t.pass()
})

t.test('the anchor follows, but stays behind a line that is not finished', async (t) => {
  const position = { ...zero }
  const cursor = new LogCursor({ since: 0, base: zero })
  const log: LogRecord[] = [
    { stream: 'stdout', text: 'a\n', at: at(100) }, { stream: 'stdout', text: 'b\n', at: at(110) },
    { stream: 'stderr', text: 'open', at: at(112) }, { stream: 'stdout', text: 'c\n', at: at(130, 7) }
  ]
  read(cursor, log, position)
  t.ok(cursor.advance(position))
  t.strictSame(cursor.anchor, { since: 112, base: { stdout: 4, stderr: 0 }, head: at(112) })
  t.notOk(cursor.advance(position))
  log.push({ stream: 'stderr', text: ' end\n', at: at(112) })
  t.strictSame(read(cursor, log, position), { stdout: '', stderr: ' end\n' })
  t.ok(cursor.advance(position))
  t.strictSame(cursor.anchor, { since: 130, base: { stdout: 4, stderr: 9 }, head: at(130, 7) })
})

t.test('it does not follow into what was not taken yet, or where there is nothing', async (t) => {
  const cursor = new LogCursor({ since: 0, base: zero })
  t.notOk(cursor.advance(zero))
  // The files are ahead: the engine has not yet written the line down.
  read(cursor, [{ stream: 'stdout', text: 'a\n', at: at(100) }, { stream: 'stdout', text: 'b\n', at: at(200) }], { stdout: 7, stderr: 0 })
  t.notOk(cursor.advance({ stdout: 7, stderr: 0 }))
})

t.test('a log with another beginning is not counted in', async (t) => {
  const cursor = new LogCursor({ since: 0, base: zero, head: at(5) })
  cursor.begin({ stdout: 3, stderr: 0 })
  t.throws(() => cursor.take('stdout', Buffer.from('x'), at(6)), { message: 'the log begins with another record' })
  const nothingTaken = new LogCursor({ since: 0, base: zero, head: at(5) })
  t.strictSame(read(nothingTaken, [{ stream: 'stdout', text: 'x', at: at(6) }], { ...zero }), { stdout: 'x', stderr: '' })
})

t.test('what the engine lost with itself is not expected in what it logs later', async (t) => {
  const before: LogRecord[] = [{ stream: 'stdout', text: 'whole\n', at: at(100) }]
  const after: LogRecord[] = [{ stream: 'stdout', text: 'new\n', at: at(102) }, { stream: 'stderr', text: 'e\n', at: at(103) }, { stream: 'stdout', text: 'later\n', at: at(120) }]
  // 'part' had reached us and not the log.
  const position = { stdout: 'whole\npart'.length, stderr: 0 }
  const cursor = new LogCursor({ since: 0, base: zero, cut: { at: at(101), position: { ...position } } })
  t.strictSame(read(cursor, [...before, ...after.slice(0, 1)], position), { stdout: 'new\n', stderr: '' })
  t.notOk(cursor.advance(position), 'too near to the cut')
  const next = new LogCursor(cursor.anchor)
  t.strictSame(read(next, [...before, ...after], position), { stdout: 'later\n', stderr: 'e\n' })
  t.ok(next.advance(position))
  t.strictSame(next.anchor, { since: 120, base: { stdout: 14, stderr: 2 }, head: at(120) })
  next.anchor = { since: 0, base: zero }
  t.equal(next.since, '0000000000.000000000')
})

t.test('what the log had before the cut, and had not reached us, is taken once', async (t) => {
  const log: LogRecord[] = [{ stream: 'stdout', text: 'whole\n', at: at(100) }, { stream: 'stdout', text: 'late\n', at: at(100, 5) }, { stream: 'stdout', text: 'new\n', at: at(102) }]
  const position = { stdout: 'whole\n'.length, stderr: 0 }
  const cursor = new LogCursor({ since: 0, base: zero, cut: { at: at(101), position: { ...position } } })
  t.strictSame(read(cursor, log.slice(0, 2), position), { stdout: 'late\n', stderr: '' })
  t.strictSame(read(cursor, log, position), { stdout: 'new\n', stderr: '' })
  t.strictSame(read(new LogCursor(cursor.anchor), log, position), { stdout: '', stderr: '' })
})

t.test('what an agent lost after the cut was noted is taken again', async (t) => {
  const cursor = new LogCursor({ since: 0, base: zero, cut: { at: at(101), position: { stdout: 6, stderr: 0 } } })
  t.strictSame(read(cursor, [{ stream: 'stdout', text: 'whole\n', at: at(100) }], { stdout: 4, stderr: 0 }), { stdout: 'e\n', stderr: '' })
})

t.test('without times all is counted from the beginning', async (t) => {
  const cursor = new LogCursor({ since: 0, base: zero })
  cursor.begin({ stdout: 2, stderr: 0 })
  t.equal(cursor.take('stdout', Buffer.from('abc'), undefined).toString(), 'c')
  t.notOk(cursor.advance({ stdout: 3, stderr: 0 }))
})
