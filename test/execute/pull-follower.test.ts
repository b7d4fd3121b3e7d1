import t from 'tap'
import type { Test } from 'tap'
import { PullFollower } from '../../lib/execute/pull-follower.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const CLEAR = '\r\x1b[K'

async function follow (t: Test, ...answers: unknown[]) {
  const server = await SchedulerServer.listen(t)
  const clock = new FakeClock()
  const written: string[] = []
  const asked: string[] = []
  const all = deferred<void>()
  server.containers = query => {
    asked.push(String(query))
    if (asked.length === answers.length) all.resolve()
    return answers[asked.length - 1]
  }
  const follower = new PullFollower({
    agentUrl: `http://${server.master}`, frameworkId: 'F 1', executorId: 'E', terminal: { write: text => written.push(text), columns: () => 80 }, clock
  })
  /** Until every answer was given and seen to. */
  const seen = async (): Promise<void> => {
    while (asked.length < answers.length || clock.sleeping === 0) await clock.advance(500)
    await all.promise
  }
  return { follower, written, asked, clock, seen }
}

const pulling = (phase: string) => [{ image: { pull: { reference: 'app:1', phase, layers: 0 } } }]

t.test('the line is drawn anew each time, and gone in the end', async t => {
  const { follower, written, asked, seen } = await follow(t, pulling('QUEUED'), pulling('STARTING'))
  await seen()
  await follower.stop()
  t.strictSame(written, [`${CLEAR}app:1: waits for other pulls`, `${CLEAR}app:1: asks the registry`, CLEAR])
  t.equal(asked[0], 'framework_id=F+1&executor_id=E')
})

t.test('a pull that has ended is not shown', async t => {
  const { follower, written, seen } = await follow(t, pulling('STARTING'), pulling('DONE'), [{ image: {} }])
  await seen()
  t.strictSame(written, [`${CLEAR}app:1: asks the registry`, CLEAR])
  await follower.stop()
  t.equal(written.length, 2)
})

t.test('an agent that does not tell draws nothing, nor one that fails', async t => {
  const silent = await follow(t, [], [{}])
  await silent.seen()
  await silent.follower.stop()
  t.strictSame(silent.written, [])
  const clock = new FakeClock()
  const other = await SchedulerServer.listen(t)
  other.containers = () => undefined
  for (const agentUrl of ['http://127.0.0.1:1', `http://${other.master}`]) {
    const follower = new PullFollower({ agentUrl, frameworkId: 'F', executorId: 'E', terminal: { write: () => t.fail('something was drawn'), columns: () => 80 }, clock })
    while (clock.sleeping === 0) await clock.advance(1)
    await follower.stop()
  }
})

t.test('a stop in the middle of a question does not wait for its answer', async t => {
  const server = await SchedulerServer.listen(t)
  const follower = new PullFollower({
    agentUrl: `http://${server.master}`, frameworkId: 'F', executorId: 'E', terminal: { write: () => t.fail('something was drawn'), columns: () => 80 }, clock: new FakeClock()
  })
  await follower.stop()
})
