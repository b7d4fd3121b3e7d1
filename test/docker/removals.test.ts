import t from 'tap'
import { Removals } from '../../lib/docker/removals.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog, door } from '../fixtures/docker-faults.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

const never = new AbortController().signal

/** Removals that go through an engine which only takes note, or does not come to it. */
function noted (delayMs: number, answer: () => Promise<void> = async () => {}) {
  const removed: string[] = []
  const engine = { async remove (name: string) { await answer(); removed.push(name); return true } } as unknown as DockerEngine
  const clock = new FakeClock()
  return { removed, clock, removals: new Removals({ engine, clock, log: capturedLog() }, delayMs) }
}

t.test('without a delay the container is gone when the removal resolves', async (t) => {
  const { removals, removed, clock } = noted(0)
  await removals.remove('c', never)
  t.strictSame(removed, ['c'])
  t.equal(clock.sleeping, 0)
})

t.test('without a delay an abort ends the removal', async (t) => {
  const { removals } = noted(0, async () => { throw new Error('busy') })
  await t.rejects(removals.remove('c', AbortSignal.abort(new Error('closed'))), { message: 'closed' })
})

t.test('with a delay nobody waits, and the container stays for as long', async (t) => {
  const { removals, removed, clock } = noted(60_000)
  await removals.remove('c', never)
  await clock.advance(59_999)
  t.strictSame(removed, [])
  await clock.advance(1)
  t.strictSame(removed, ['c'])
  await removals.close()
})

t.test('a close leaves what waits to the next recovery, without a timer', async (t) => {
  const { removals, removed, clock } = noted(60_000)
  await removals.remove('a', never)
  await removals.remove('b', never)
  t.equal(clock.sleeping, 2)
  t.strictSame([removals.has('a'), removals.has('c')], [true, false])
  await removals.close()
  t.equal(clock.sleeping, 0)
  t.strictSame(removed, [])
})

t.test('a close waits for the engine where it is at it', async (t) => {
  const { pass, reached, open } = door()
  const { removals, removed, clock } = noted(1000, pass)
  await removals.remove('c', never)
  await clock.advance(1000)
  await reached
  const closed = removals.close()
  open()
  await closed
  t.strictSame(removed, ['c'])
})
