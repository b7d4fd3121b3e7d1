import t from 'tap'
import type { Clock } from '../../../types/clock.ts'
import { Brake } from '../../../lib/docker/output/brake.ts'
import { followLog } from '../../../lib/docker/output/follow-log.ts'
import type { LogAnchor } from '../../../lib/docker/output/log-anchor.ts'
import { LogReading } from '../../../lib/docker/output/log-reading.ts'
import { fact, hurriedClock, memoryLogs, stoppedClock } from '../../fixtures/docker-faults.ts'
import { MemoryStore } from '../../fixtures/docker-parts.ts'
import { StagedContainer } from '../../fixtures/staged-container.ts'

const source = { engineId: 'c', tty: false, driver: 'local' }

async function stage (clock: Clock = stoppedClock) {
  const container = new StagedContainer()
  const logs = memoryLogs()
  const reading = await LogReading.open({ engine: container.engine, anchors: new MemoryStore<LogAnchor>() },
    { source, containerKey: 'key', logs, onGap () {} })
  const [over, ended] = [new AbortController(), new AbortController()]
  const brake = new Brake()
  let isCaughtUp = false
  const caughtUp = (): void => { isCaughtUp = true }
  const followed = followLog({ engine: container.engine, clock }, source, reading, brake, { over: over.signal, ended: ended.signal, caughtUp })
  followed.catch(() => {})
  return { container, logs, over, ended, brake, followed, isCaughtUp: () => isCaughtUp }
}

t.test('the container is held by what is read, and let go of when the log ends', async (t) => {
  const { container, logs, followed, isCaughtUp } = await stage(hurriedClock())
  t.notOk(isCaughtUp())
  await fact(() => container.following === 1)
  t.ok(isCaughtUp())
  t.equal(container.attached, 1)
  await container.say('stdout', 'text\n')
  container.endFollowers()
  await followed
  t.equal(logs.output.stdout, 'text\n')
  t.equal(container.attached, 0)
})

t.test('at the end of the container the stream is heard to its end', async (t) => {
  const { container, ended, brake, followed } = await stage()
  await fact(() => container.following === 1)
  ended.abort(new Error('ended'))
  await fact(() => container.following === 0)
  await container.say('stdout', 'the last', 'STREAM')
  container.end()
  await t.rejects(followed, { message: 'ended' })
  t.equal(brake.lineEnded('stdout'), false)
})

t.test('a log may end before anybody tells of the end of the container: the stream is heard all the same', async (t) => {
  const { container, brake, followed } = await stage()
  await fact(() => container.following === 1)
  container.endFollowers()
  await fact(() => container.following === 0)
  await container.say('stdout', 'the last\n', 'STREAM')
  container.end()
  await followed
  t.equal(brake.lineEnded('stdout'), true)
})

t.test('a stream that is cut at the end holds nothing up', async (t) => {
  const { container, over, ended, followed } = await stage()
  await fact(() => container.following === 1)
  ended.abort(new Error('ended'))
  over.abort(new Error('over'))
  await t.rejects(followed, { message: 'ended' })
})

t.test('a stream that does not end, as one that was attached to too late, is given up', async (t) => {
  const { container, ended, followed } = await stage(hurriedClock())
  await fact(() => container.following === 1)
  ended.abort(new Error('ended'))
  await t.rejects(followed, { message: 'ended' })
  t.equal(container.attached, 0)
})
