import t from 'tap'
import { ExecutorBook } from '../../../lib/agent/executors/executor-book.ts'
import { Executor } from '../../../lib/agent/executors/executor.ts'
import { executorInfo, executorTask, framework, frameworkId } from './stage.ts'

const named = (containerId: string) => new Executor({
  containerId: { value: containerId }, framework, executor: executorInfo, directory: '', subscribed: false, everSent: false, tasks: []
})

t.test('executors are found by their ids and by their tasks', async t => {
  const book = new ExecutorBook()
  const executor = book.add(named('c1'))
  executor.add(executorTask('a'))
  t.equal(book.get('f1', 'e1'), executor)
  t.equal(book.get('f1', 'e2'), undefined)
  t.equal(book.ofTask(frameworkId, { value: 'a' }), executor)
  t.equal(book.ofTask(frameworkId, { value: 'b' }), undefined)
  t.equal(book.ofTask({ value: 'f2' }, { value: 'a' }), undefined)
})

t.test('one that has taken the place of another stays', async t => {
  const book = new ExecutorBook()
  const former = book.add(named('c1'))
  const next = book.add(named('c2'))
  book.remove(former)
  t.strictSame(book.all(), [next])
  book.remove(next)
  t.strictSame(book.all(), [])
})
