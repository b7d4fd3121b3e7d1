import t from 'tap'
import { UpdateStream } from '../../../lib/agent/scheduler/update-stream.ts'
import type { TaskState, TaskStatus } from '../../../types/mesos-v1.ts'
import { FakeClock, settled } from './fakes.ts'

const status = (state: TaskState, first: number): TaskStatus => ({ taskId: { value: 'a' }, state, uuid: Buffer.alloc(16, first) })
const starting = status('TASK_STARTING', 1)
const running = status('TASK_RUNNING', 2)

function stage (pending?: TaskStatus[]) {
  const clock = new FakeClock()
  const sent: TaskState[] = []
  const audience = { listens: true, persist: async () => {} }
  const stream = new UpdateStream({
    clock,
    persist: () => audience.persist(),
    send: ({ state }) => {
      if (audience.listens) sent.push(state)
      return audience.listens
    }
  }, pending)
  return { clock, sent, audience, stream }
}

t.test('an update is sent once it is stored, also when storing failed', async t => {
  const { stream, sent, audience } = stage()
  let store = () => {}
  audience.persist = () => new Promise(resolve => { store = resolve })
  stream.push(starting)
  await settled()
  t.strictSame(sent, [])
  store()
  await settled()
  t.strictSame(sent, ['TASK_STARTING'])
  audience.persist = async () => { throw new Error('disk full') }
  stream.push(running)
  stream.acknowledge(starting.uuid!)
  await settled()
  t.strictSame(sent, ['TASK_STARTING', 'TASK_RUNNING'])
  stream.close()
})

t.test('it is repeated after ten seconds, then ever later, up to ten minutes', async t => {
  const { clock, stream, sent } = stage()
  stream.push(starting)
  for (const seconds of [10, 20, 40, 80, 160, 320, 600, 600]) {
    await clock.advance(seconds * 1000 - 1)
    const before = sent.length
    await clock.advance(1)
    t.equal(sent.length, before + 1, `after ${seconds} s more`)
  }
  stream.close()
  t.equal(clock.sleeping, 0)
})

t.test('only the head is in flight, and only its own uuid acknowledges it', async t => {
  const { clock, stream, sent } = stage()
  stream.push(starting)
  stream.push(running)
  await clock.advance(30_000)
  t.strictSame(sent, ['TASK_STARTING', 'TASK_STARTING', 'TASK_STARTING'])
  t.equal(stream.acknowledge(running.uuid!), undefined)
  t.equal(stream.acknowledge(starting.uuid!), starting)
  t.strictSame(stream.unacknowledged, [running])
  await clock.advance(10_000)
  t.strictSame(sent.slice(3), ['TASK_RUNNING', 'TASK_RUNNING'], 'each head begins at ten seconds')
  t.equal(stream.acknowledge(running.uuid!), running)
  t.equal(stream.acknowledge(running.uuid!), undefined, 'there is nothing to acknowledge any more')
  t.equal(clock.sleeping, 0)
})

t.test('an update that nobody hears waits for somebody to listen', async t => {
  const { clock, stream, sent, audience } = stage([starting])
  audience.listens = false
  stream.resume()
  t.equal(clock.sleeping, 0)
  audience.listens = true
  stream.resume()
  t.strictSame(sent, ['TASK_STARTING'])
  stream.close()
  stream.resume()
  t.strictSame(sent, ['TASK_STARTING'], 'a closed stream is silent')
})

t.test('an update without uuid cannot be acknowledged', async t => {
  const { stream } = stage([{ taskId: { value: 'a' }, state: 'TASK_RUNNING' }])
  t.equal(stream.acknowledge(Buffer.alloc(16)), undefined)
})
