import t from 'tap'
import { Executor } from '../../../lib/agent/executors/executor.ts'
import { executorInfo, executorTask, framework, frameworkId, MemoryStream } from './stage.ts'

const fresh = () => new Executor({
  containerId: { value: 'c1' }, framework, executor: { ...executorInfo, frameworkId }, directory: '/s', subscribed: false, everSent: false, tasks: []
})

t.test('it is known by its ids', async t => {
  const { key, frameworkId: fid, executorId } = fresh()
  t.strictSame([key, fid, executorId], ['c1', 'f1', 'e1'])
  t.doesNotThrow(fresh().cancelTimer, 'nothing is awaited yet')
})

t.test('it holds what it and its tasks hold', async t => {
  const executor = fresh()
  t.match(executor.resources, [{ scalar: { value: 1 } }])
  executor.add(executorTask('a'))
  executor.add({ ...executorTask('b'), resources: [] })
  const { resources, ...bare } = executorTask('c')
  executor.add(bare)
  t.match(executor.resources, [{ scalar: { value: 1.5 } }])
  const { resources: own, ...info } = executor.record.executor
  executor.record.executor = info
  t.match(executor.resources, [{ scalar: { value: 0.5 } }])
})

t.test('who its framework is may be said anew, but not whether it outlives the agent', async t => {
  const executor = fresh()
  executor.heed({ ...framework, name: 'g', checkpoint: false })
  t.match(executor.record.framework, { name: 'g', checkpoint: true })
  const { checkpoint, ...mortal } = framework
  executor.record.framework = mortal
  executor.heed(framework)
  t.equal(executor.record.framework.checkpoint, false)
})

t.test('what waits to be sent comes in order, groups as a whole', async t => {
  const executor = fresh()
  for (const [id, group] of [['a'], ['b', 'g'], ['c'], ['d', 'g']] as Array<[string, string?]>) executor.add(executorTask(id), group)
  executor.record.tasks[2]!.sent = true
  t.strictSame(executor.unsent.map(batch => batch.map(({ info }) => info.name)), [['a'], ['b', 'd']])
  const task = executor.task({ value: 'a' })!
  executor.remove(task)
  t.equal(executor.task({ value: 'a' }), undefined)
})

t.test('it listens once it was greeted, as long as somebody reads', async t => {
  const executor = fresh()
  const connection = new MemoryStream()
  const seen = [executor.listens]
  executor.phase = 'RUNNING'
  seen.push(executor.listens)
  executor.greeted = true
  seen.push(executor.listens)
  executor.connection = connection
  seen.push(executor.listens)
  connection.close()
  seen.push(executor.listens)
  t.strictSame(seen, [false, false, false, true, false])
})

t.test('jobs run one after the other, also after one that failed', async t => {
  const executor = fresh()
  const done: number[] = []
  const failed = executor.run(async () => {
    await null
    done.push(1)
    throw new Error('no')
  })
  const next = executor.run(() => { done.push(2) })
  await t.rejects(failed, { message: 'no' })
  await next
  t.strictSame(done, [1, 2])
})
