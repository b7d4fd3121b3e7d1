import t from 'tap'
import { terminalOf } from '../../lib/execute/terminal.ts'

t.test('a terminal is written to, and has a width', async t => {
  const written: unknown[] = []
  const stream = { isTTY: true, columns: 80, write: (text: unknown) => written.push(text) > 0 }
  const terminal = terminalOf(stream)
  terminal?.write('x')
  t.strictSame(written, ['x'])
  t.equal(terminal?.columns(), 80)
  stream.columns = 40
  t.equal(terminal?.columns(), 40)
})

t.test('a file or a program is none', async t => {
  t.equal(terminalOf({ isTTY: false, columns: 0, write: () => true }), undefined)
})
