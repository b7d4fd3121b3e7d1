import t from 'tap'
import { Executor } from '../../../lib/agent/executors/executor.ts'
import { TaskQueue } from '../../../lib/agent/executors/task-queue.ts'
import { settled } from '../scheduler/fakes.ts'
import { executorInfo, executorTask, framework, frameworkId } from './stage.ts'

function stage () {
  const former = new Executor({ containerId: { value: 'c1' }, framework, executor: executorInfo, directory: '/s', subscribed: true, everSent: true, tasks: [] })
  let there: Executor | undefined = former
  const [launched, killed]: [string[], string[]] = [[], []]
  const queue = new TaskQueue({
    former: () => there,
    launch: (_framework, { taskId }) => launched.push(taskId.value),
    killed: (_former, { value }) => killed.push(value)
  })
  const gone = async () => {
    there = undefined
    former.gone.resolve()
    await settled()
  }
  return { queue, launched, killed, gone }
}

t.test('a task waits for the end of the executor that has its id, and no other does', async t => {
  const { queue, launched, gone } = stage()
  queue.launch(framework, executorTask('e1'), executorInfo)
  t.ok(queue.has(frameworkId, { value: 'e1' }))
  t.notOk(queue.has({ value: 'f2' }, { value: 'e1' }))
  t.same(launched, [])
  await gone()
  queue.launch(framework, executorTask('e2'), executorInfo)
  t.same(launched, ['e1', 'e2'])
  t.notOk(queue.has(frameworkId, { value: 'e1' }))
})

t.test('what was killed meanwhile is not launched', async t => {
  const { queue, launched, killed, gone } = stage()
  queue.launch(framework, executorTask('e1'), executorInfo)
  t.ok(queue.kill(frameworkId, { value: 'e1' }))
  t.notOk(queue.kill(frameworkId, { value: 'e1' }))
  await gone()
  t.same([launched, killed], [[], ['e1']])
})
