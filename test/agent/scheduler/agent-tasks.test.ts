import t from 'tap'
import { AgentTasks, ended, recordOf } from '../../../lib/agent/scheduler/agent-tasks.ts'
import { scalar } from '../../../lib/agent/resource-math.ts'
import { commandTask, FakeClock, settled } from './fakes.ts'

t.test('a task holds its resources until it ends', async t => {
  const sent: string[] = []
  const tasks = new AgentTasks({
    clock: new FakeClock(),
    persist: async () => {},
    send: (task, { state }) => {
      sent.push(`${task.key} ${state}`)
      return true
    }
  })
  const task = tasks.add({ frameworkId: 'f', info: commandTask('a'), role: '*' })
  t.equal(tasks.get('f', 'a'), task)
  t.strictSame([tasks.of('f'), tasks.of('g')], [[task], []])
  t.equal(scalar(tasks.used, 'cpus'), 0.1)
  t.equal(tasks.note(task, { taskId: { value: 'a' }, state: 'TASK_RUNNING' }), false)
  const status = { taskId: { value: 'a' }, state: 'TASK_FINISHED' as const }
  t.equal(tasks.note(task, status), true)
  t.ok(ended(task))
  t.strictSame(tasks.used, [])
  task.stream.push(status)
  await settled()
  t.strictSame(sent, ['f/a TASK_FINISHED'])
  t.strictSame(recordOf(task), { frameworkId: 'f', task: task.info, role: '*', unacknowledged: [status], latest: status })
  tasks.remove(task)
  t.equal(tasks.get('f', 'a'), undefined)
})

t.test('a task that had ended before holds nothing', async t => {
  const tasks = new AgentTasks({ clock: new FakeClock(), persist: async () => {}, send: () => true })
  const latest = { taskId: { value: 'a' }, state: 'TASK_FAILED' as const }
  const task = tasks.add({ frameworkId: 'f', info: commandTask('a'), role: '*', latest, unacknowledged: [latest] })
  t.strictSame(tasks.used, [])
  t.strictSame(task.stream.unacknowledged, [latest])
  const fresh = tasks.add({ frameworkId: 'f', info: commandTask('b'), role: '*' })
  t.notOk('latest' in recordOf(fresh))
})
