import t from 'tap'
import { followEvents } from '../../../lib/docker/watch/follow-events.ts'
import { FakeClock } from '../../agent/scheduler/fakes.ts'
import { untilAborted } from '../../fixtures/docker-faults.ts'
import type { DockerEngine, EngineEvent } from '../../../types/docker-engine.ts'

const event = (containerId: string, timeNano: bigint): EngineEvent => ({ action: 'die', containerId, attributes: {}, timeNano: `${timeNano}` })

/** Follows streams of these events; each but the last breaks at its end. */
async function followed (streams: EngineEvent[][], onHealth?: (id: string, healthy: boolean) => void) {
  const clock = new FakeClock()
  const asked: unknown[] = []
  const ended: string[] = []
  const lost: string[] = []
  const stop = new AbortController()
  const engine: Pick<DockerEngine, 'events'> = {
    async * events ({ signal, ...options }) {
      asked.push(options)
      yield * streams.shift() ?? []
      if (streams.length > 0) throw new Error('broken')
      await untilAborted(signal).catch(() => {})
    }
  }
  const following = followEvents({ engine, clock, labels: ['a=b'], onEnd: (id) => ended.push(id), onHealth, onLoss: (error) => lost.push((error as Error).message) }, stop.signal)
  await clock.advance(60_000)
  stop.abort()
  await following
  return { asked, ended, lost, clock }
}

t.test('ends are told as they come, and only ends are asked for', async (t) => {
  const { asked, ended, lost, clock } = await followed([[event('c', 1_500_000_000_000_000_001n), event('d', 1_500_000_000_000_000_002n)]])
  t.strictSame(asked, [{ labels: ['a=b'], actions: ['die', 'destroy'] }])
  t.strictSame(ended, ['c', 'd'])
  t.strictSame(lost, [])
  t.equal(clock.sleeping, 0)
})

t.test('a broken stream is taken up from the last event, which is not told twice', async (t) => {
  const [one, two, three] = [event('c', 1_500_000_000_000_000_001n), event('d', 1_500_000_000_000_000_002n), event('e', 1_500_000_000_000_000_002n)] as const
  const { asked, ended, lost } = await followed([[], [one, two], [two, three, three]])
  t.strictSame(asked, [
    { labels: ['a=b'], actions: ['die', 'destroy'] },
    { labels: ['a=b'], actions: ['die', 'destroy'] },
    { labels: ['a=b'], actions: ['die', 'destroy'], since: '1500000000.000000002' }
  ])
  t.strictSame(ended, ['c', 'd', 'e'])
  t.strictSame(lost, ['broken', 'broken'])
})

t.test('health is told where it is listened for, once it is known', async (t) => {
  const heard: unknown[] = []
  const words = ['health_status: starting', 'health_status: healthy', 'die', 'health_status: unhealthy'].map((action, i) => ({ ...event('c', BigInt(i + 1)), action }))
  const { asked, ended } = await followed([words], (id, healthy) => heard.push([id, healthy]))
  t.strictSame(asked, [{ labels: ['a=b'], actions: ['die', 'destroy', 'health_status'] }])
  t.strictSame([heard, ended], [[['c', true], ['c', false]], ['c']])
})

t.test('what is remembered against repetition has a bound', async (t) => {
  const many = Array.from({ length: 1001 }, (_, index) => event(`c${index}`, 1_500_000_000_000_000_000n + 1000n * BigInt(index)))
  const { ended } = await followed([[...many, many[1000] as EngineEvent, many[0] as EngineEvent]])
  t.equal(ended.length, 1002)
  t.equal(ended.at(-1), 'c0')
})

t.test('an abort while it waits to try again ends it', async (t) => {
  const clock = new FakeClock()
  const stop = new AbortController()
  const engine = { events: () => ({ [Symbol.asyncIterator]: () => ({ next: async () => { throw new Error('away') } }) }) } as unknown as Pick<DockerEngine, 'events'>
  const following = followEvents({ engine, clock, labels: [], onEnd () {}, onLoss () {} }, stop.signal)
  await clock.advance(2500)
  stop.abort()
  await following
  t.equal(clock.sleeping, 0)
})
