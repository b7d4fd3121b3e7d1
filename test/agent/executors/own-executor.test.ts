import t from 'tap'
import { OwnExecutor } from '../../../lib/agent/executors/own-executor.ts'
import { handOn } from '../../../lib/composing/hand-on.ts'
import { settled } from '../scheduler/fakes.ts'
import { executorInfo, framework, frameworkId, stage } from './stage.ts'

async function own () {
  const { runner, chain, subscribe, link } = await stage()
  const executor = new OwnExecutor({ runner, framework, hand: id => handOn(chain, id) }, { ...executorInfo, frameworkId })
  return { runner, subscribe, link, executor }
}

t.test('what has not begun has nothing to be signalled, told or ended', async t => {
  const { executor } = await own()
  t.equal(executor.id, 'e1')
  t.equal(await executor.signal('SIGHUP'), false)
  t.equal(executor.send('hello'), false)
  t.equal(executor.shutdown(), false)
  await t.rejects(executor.exec('true'), { code: 'CONTAINERIZER_ERR_EXEC_FAILED', message: 'Executor e1 does not run' })
})

t.test('a task is given to it once, and can be ended', async t => {
  const { executor, subscribe } = await own()
  const task = executor.run({ id: 'one' })
  t.throws(() => executor.run({ id: 'one' }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: "task: id 'one' is in use" })
  await settled()
  const stream = await subscribe()
  t.equal(task.kill(), true)
  t.equal(task.kill({ graceMs: 20 }), true)
  await settled()
  t.match(stream.events.slice(-2), [{ kill: { taskId: { value: 'one' } } }, { kill: { killPolicy: { gracePeriod: { nanoseconds: 2e7 } } } }])
  t.same(executor.tasks, [task])
  executor.heardStatus({ taskId: { value: 'other' }, state: 'TASK_RUNNING' })
  executor.heardStatus({ taskId: { value: 'one' }, state: 'TASK_KILLED' })
  t.match(await task.wait(), { state: 'TASK_KILLED' })
})

t.test('words, signals and commands go to it and back', async t => {
  const { executor, subscribe, link } = await own()
  executor.run({ id: 'one' })
  await settled()
  const stream = await subscribe()
  t.equal(executor.send('hello'), true)
  t.equal(executor.send(Uint8Array.of(1)), true)
  t.strictSame(stream.events.slice(-2).map(({ message }) => String(message?.data)), ['hello', '1'])
  const heard: string[] = []
  const off = executor.onMessage(data => { heard.push(String(Buffer.from(data))) })
  executor.heardMessage(Buffer.from('there'))
  off()
  executor.heardMessage(Buffer.from('again'))
  t.same(heard, ['there'])
  t.equal(await executor.signal('SIGHUP'), true)
  t.match(link.calls.at(-1), /^kill .* 1$/)
  t.match(await executor.exec(['a']), { stdout: 'a' })
  t.equal(executor.shutdown(), true)
})

t.test('one that has ended takes no task', async t => {
  const { executor } = await own()
  executor.ended(0)
  t.strictSame(await executor.wait(), { exitCode: 0 })
  t.throws(() => executor.run({}), { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: 'Executor e1 has ended, it can be given no task' })
})

t.test('who waits for one that is let go is told so', async t => {
  const { executor } = await own()
  const task = executor.run({ id: 'one' })
  executor.letGo(new Error('closing'))
  await t.rejects(task.wait(), { message: 'closing' })
  await t.rejects(executor.wait(), { message: 'closing' })
})
