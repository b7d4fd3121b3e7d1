import t from 'tap'
import { Feed } from '../../lib/util/feed.ts'
import type { TaskState, TaskStatus } from '../../types/mesos-v1.ts'

const status = (state: TaskState, more: Partial<TaskStatus> = {}): TaskStatus => ({ taskId: { value: 't' }, state, ...more })

const makeFeed = () => new Feed<TaskStatus>(({ state }) => state)

async function states (feed: Feed<TaskStatus>): Promise<string[]> {
  const seen = []
  for await (const { state, healthy } of feed) seen.push(healthy === undefined ? state : `${state} ${healthy}`)
  return seen
}

t.test('every reader gets what was said, then what comes, up to the end', async t => {
  const feed = makeFeed()
  t.equal(feed.last, undefined)
  const early = states(feed)
  feed.push(status('TASK_STARTING'))
  feed.push(status('TASK_RUNNING'))
  feed.push(status('TASK_RUNNING', { healthy: true }))
  feed.push(status('TASK_RUNNING', { healthy: false }))
  const late = states(feed)
  feed.push(status('TASK_KILLED'))
  t.equal(feed.last?.state, 'TASK_KILLED')
  feed.end()
  feed.push(status('TASK_FAILED'))
  t.same(await early, ['TASK_STARTING', 'TASK_RUNNING', 'TASK_RUNNING true', 'TASK_RUNNING false', 'TASK_KILLED'])
  t.same(await late, ['TASK_STARTING', 'TASK_RUNNING false', 'TASK_KILLED'], 'of what was before it, the newest of each state')
  t.same(await states(feed), ['TASK_STARTING', 'TASK_RUNNING false', 'TASK_KILLED'])
})

t.test('a reader that waits is woken, and one that turns away is forgotten', async t => {
  const feed = makeFeed()
  const reader = feed[Symbol.asyncIterator]()
  const first = reader.next()
  feed.push(status('TASK_STARTING'))
  feed.push(status('TASK_RUNNING'))
  t.match(await first, { done: false, value: { state: 'TASK_STARTING' } })
  feed.push(status('TASK_KILLING'))
  t.match(await reader.next(), { value: { state: 'TASK_RUNNING' } })
  t.match(await reader.next(), { value: { state: 'TASK_KILLING' } })
  const next = reader.next()
  feed.end()
  t.match(await next, { done: true })
  const other = feed[Symbol.asyncIterator]()
  t.match(await other.next(), { value: { state: 'TASK_STARTING' } })
  t.match(await other.return(), { done: true })
})

t.test('an end that is an error is thrown', async t => {
  const feed = makeFeed()
  feed.push(status('TASK_RUNNING'))
  const reading = states(feed)
  feed.end({ error: new Error('let go') })
  feed.end()
  await t.rejects(reading, { message: 'let go' })
})
