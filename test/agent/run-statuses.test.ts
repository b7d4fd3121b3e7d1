import t from 'tap'
import type { AgentRun } from '../../lib/agent/agent-run.ts'
import { RunBook } from '../../lib/agent/run-book.ts'
import { RunStatuses } from '../../lib/agent/run-statuses.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import { FakeClock, MemoryStore, settled } from './scheduler/fakes.ts'

const taskId = { value: 't1' }

function stage () {
  const book = new RunBook()
  const record: AgentRun = {
    containerId: { value: 'c1' },
    framework: { name: 'f', user: 'root', id: { value: 'f1' } },
    task: { name: 't', taskId, agentId: { value: 'agent-S0' } },
    directory: '/sandbox'
  }
  const runs = new MemoryStore<AgentRun>()
  runs.records.set('c1', record)
  const statuses = new RunStatuses(book, { agentInfo: { id: { value: 'agent-S0' }, hostname: 'h' }, ip: '127.0.0.1', runs, clock: new FakeClock() })
  const heard: Array<[string, TaskStatus]> = []
  const stop = statuses.onStatus(({ value }, status) => { heard.push([value, status]) })
  return { run: book.add(record), book, runs, statuses, heard, stop }
}

t.test('a status is completed and told to all who listen, until they stop', async t => {
  const { run, runs, statuses, heard, stop } = stage()
  const more: unknown[] = []
  statuses.onStatus((_frameworkId, status) => { more.push(status) })
  await statuses.say(run, { taskId, state: 'TASK_RUNNING' }, 'SOURCE_EXECUTOR')
  t.match(heard, [['f1', { state: 'TASK_RUNNING', source: 'SOURCE_EXECUTOR', agentId: { value: 'agent-S0' }, containerStatus: { containerId: { value: 'c1' } } }]])
  t.strictSame(more, [heard[0]![1]], 'one status, with one uuid')
  stop()
  await statuses.say(run, { taskId, state: 'TASK_RUNNING' }, 'SOURCE_AGENT')
  t.strictSame([heard.length, more.length, runs.records.size], [1, 2, 1])
})

t.test('the terminal status is the last one, and the record goes when all have kept it', async t => {
  const { run, book, runs, statuses, heard } = stage()
  const kept = deferred<void>()
  statuses.onStatus(() => kept.promise)
  const said = statuses.say(run, { taskId, state: 'TASK_FAILED' }, 'SOURCE_AGENT')
  t.strictSame(book.all(), [])
  await statuses.say(run, { taskId, state: 'TASK_KILLED' }, 'SOURCE_AGENT')
  await settled()
  t.equal(runs.records.size, 1)
  kept.resolve()
  await said
  t.equal(runs.records.size, 0)
  t.match(heard, [['f1', { state: 'TASK_FAILED' }]])
  t.equal(heard.length, 1)
})

t.test('what one could not keep is said to the others, and leaves the record in its place', async t => {
  for (const failing of [() => { throw new Error('disk full') }, async () => { throw new Error('disk full') }]) {
    const { run, runs, statuses } = stage()
    const others: TaskStatus[] = []
    statuses.onStatus(failing)
    statuses.onStatus((_frameworkId, status) => { others.push(status) })
    await t.rejects(statuses.say(run, { taskId, state: 'TASK_FINISHED' }, 'SOURCE_AGENT'), { message: 'disk full' })
    t.match(others, [{ state: 'TASK_FINISHED' }])
    t.equal(runs.records.size, 1)
  }
})

t.test('nothing is said after the close', async t => {
  const { run, book, runs, statuses, heard } = stage()
  statuses.close()
  await statuses.say(run, { taskId, state: 'TASK_FINISHED' }, 'SOURCE_AGENT')
  t.strictSame([heard.length, book.all().length, runs.records.size], [0, 1, 1])
})
