import t from 'tap'
import { stopContainer } from '../../lib/docker/stop-container.ts'
import { hurriedClock, stoppedClock } from '../fixtures/docker-faults.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

/** An engine that takes kills, and on which the container ends, or is let go of, with the last of them. */
function killable (last: number, answer: () => Promise<boolean> = async () => true) {
  const sent: string[] = []
  const ended = new AbortController()
  const kill = async (id: string, name: string): Promise<boolean> => {
    if (sent.push(`${id} ${name}`) === last) ended.abort()
    return answer()
  }
  return { sent, signal: ended.signal, engine: { kill } as unknown as DockerEngine }
}

t.test('the stop signal has its grace, and SIGKILL is repeated until the end was seen', async (t) => {
  const clock = hurriedClock()
  const { engine, sent, signal } = killable(4)
  await stopContainer({ engine, clock, signal, id: 'c', stopSignal: 'SIGQUIT', graceMs: 1250 })
  t.strictSame(sent, ['c SIGQUIT', 'c SIGKILL', 'c SIGKILL', 'c SIGKILL'])
  t.strictSame(clock.slept, [1250, 1000, 1000])
})

t.test('an end within the grace needs no SIGKILL', async (t) => {
  const { engine, sent, signal } = killable(1)
  await stopContainer({ engine, clock: stoppedClock, signal, id: 'c', stopSignal: 'SIGTERM', graceMs: 10 })
  t.strictSame(sent, ['c SIGTERM'])
})

t.test('without a grace there is only SIGKILL', async (t) => {
  const { engine, sent, signal } = killable(1)
  await stopContainer({ engine, clock: stoppedClock, signal, id: 'c', stopSignal: 'SIGTERM', graceMs: 0 })
  t.strictSame(sent, ['c SIGKILL'])
})

t.test('a kill that the engine did not take is tried again', async (t) => {
  const clock = hurriedClock()
  const { engine, sent, signal } = killable(3, async () => { throw new Error('engine is away') })
  await stopContainer({ engine, clock, signal, id: 'c', stopSignal: 'SIGTERM', graceMs: 5 })
  t.strictSame(sent, ['c SIGTERM', 'c SIGKILL', 'c SIGKILL'])
  t.strictSame(clock.slept, [5, 1000])
})
