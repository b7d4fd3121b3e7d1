import t from 'tap'
import { streamEnd, toldBy } from '../../../lib/docker/output/stream-end.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { hurriedClock, stoppedClock } from '../../fixtures/docker-faults.ts'

function attachment (done: Promise<void>) {
  const state = { done, closed: 0, close () { state.closed++ } }
  return state
}
const { signal } = new AbortController()
const never = new Promise<never>(() => {})
const cut = (): Promise<never> => { const { promise, reject } = deferred<never>(); reject(new Error('cut')); return promise }

t.test('a stream that the engine ended for a container that ended is the whole output', async (t) => {
  const stream = attachment(Promise.resolve())
  t.strictSame(await streamEnd(stream, Promise.resolve(true), never, stoppedClock, signal), { how: 'WHOLE', at: 0 })
  t.equal(stream.closed, 1)
})

t.test('when the waiter was lost too, the engine went away', async (t) => {
  t.match(await streamEnd(attachment(Promise.resolve()), Promise.resolve(false), never, stoppedClock, signal), { how: 'ENGINE_LOST' })
})

t.test('a waiter that was given up, or that the engine could not keep, tells neither', async (t) => {
  const waiter = (exit: Promise<{ exitCode: number, error?: string }>) => ({ exit, abandon () {} })
  t.equal(await toldBy(waiter(Promise.resolve({ exitCode: 0 }))), true)
  t.equal(await toldBy(waiter(Promise.resolve({ exitCode: 125, error: 'oops' }))), undefined)
  t.equal(await toldBy(waiter(cut())), false)
  const given = toldBy(waiter(Promise.reject(new DOMException('Gave up', 'AbortError'))))
  t.equal(await given, undefined)
  t.match(await streamEnd(attachment(Promise.resolve()), given, never, stoppedClock, signal), { how: 'STREAM_LOST' })
})

t.test('a stream that was cut, or ended while the container runs on, is not the whole', async (t) => {
  t.match(await streamEnd(attachment(cut()), Promise.resolve(true), never, stoppedClock, signal), { how: 'STREAM_LOST' })
  const clock = hurriedClock()
  t.match(await streamEnd(attachment(Promise.resolve()), never, never, clock, signal), { how: 'STREAM_LOST' })
  t.ok(clock.slept.includes(2000))
})

t.test('a stream that does not end with its container is given up after ten seconds', async (t) => {
  const clock = hurriedClock()
  const stream = attachment(never)
  t.match(await streamEnd(stream, Promise.resolve(true), Promise.resolve(), clock, signal), { how: 'STREAM_LOST' })
  t.equal(clock.slept[0], 10_000)
  t.equal(stream.closed, 1)
})

t.test('when all is let go of it waits no longer', async (t) => {
  const over = new AbortController()
  const stream = attachment(Promise.resolve())
  const end = streamEnd(stream, never, never, stoppedClock, over.signal)
  over.abort()
  t.match(await end, { how: 'STREAM_LOST' })
})
