import t from 'tap'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import { frameworkInfo, MemoryConnection } from './fakes.ts'

t.test('a framework is sent events while it listens', async t => {
  const framework = new Framework('f', frameworkInfo({ capabilities: [{}] }))
  t.strictSame(framework.info.id, { value: 'f' })
  t.ok(framework.capabilities.has('UNKNOWN'))
  t.equal(framework.sendStatus({ taskId: { value: 'a' }, state: 'TASK_RUNNING' }), false)
  const connection = new MemoryConnection()
  framework.connection = connection
  t.equal(framework.sendStatus({ taskId: { value: 'a' }, state: 'TASK_RUNNING' }), true)
  t.strictSame(connection.states, ['TASK_RUNNING'])
  framework.cancelTimer()
  t.strictSame(connection.states, ['TASK_RUNNING'], 'there is no timer yet to cancel')
})

t.test('it may change, and forget what it refused', async t => {
  const framework = new Framework('f', { user: 'root', name: 'x' })
  framework.update(frameworkInfo({ roles: ['a', 'b'] }), ['a'])
  t.strictSame([framework.roles, [...framework.suppressed], framework.can('MULTI_ROLE')], [['a', 'b'], ['a'], true])
  framework.update(frameworkInfo({ roles: ['a', 'b'] }))
  t.equal(framework.suppressed.size, 0)
  let cancelled = 0
  for (const role of ['a', 'b']) framework.refusals.add({ role, resources: [], cancel: () => { cancelled++ } })
  framework.forgetRefusals(['a'])
  t.equal(cancelled, 1)
  framework.forgetRefusals()
  t.strictSame([cancelled, framework.refusals.size], [2, 0])
})
