import t from 'tap'
import { RunBook } from '../../lib/agent/run-book.ts'

const record = (task: string, container: string) => ({
  containerId: { value: container },
  framework: { name: 'f', user: 'root', id: { value: 'f1' } },
  task: { name: task, taskId: { value: task }, agentId: { value: 'a' } },
  directory: '/sandbox'
})

t.test('a run is found by its task and by its container until it is removed', async t => {
  const book = new RunBook()
  const run = book.add(record('t1', 'c1'))
  const other = book.add(record('t2', 'c2'))
  t.match(run, { spoken: false, kill: null })
  t.equal(book.ofTask({ value: 'f1' }, { value: 't1' }), run)
  t.equal(book.ofContainer({ value: 'c1' }), run)
  t.equal(book.ofTask({ value: 'f2' }, { value: 't1' }), undefined)
  book.remove(run)
  t.equal(book.ofTask({ value: 'f1' }, { value: 't1' }), undefined)
  t.equal(book.ofContainer({ value: 'c1' }), undefined)
  t.strictSame(book.all(), [other])
})
