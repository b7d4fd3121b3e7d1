import t from 'tap'
import { SharedWork } from '../../lib/util/shared-work.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { settled } from '../agent/scheduler/fakes.ts'

function shared () {
  const door = deferred<string>()
  const begun: Array<{ signal: AbortSignal, tell: (progress: number) => void }> = []
  const work = new SharedWork<string, number>()
  const join = (key: string, waiter: { signal?: AbortSignal, onProgress?: (progress: number) => void } = {}) =>
    work.join(key, waiter, (signal, tell) => { begun.push({ signal, tell }); return door.promise })
  return { door, begun, join }
}

t.test('all who wait for one key share one piece of work and its progress', async (t) => {
  const { door, begun, join } = shared()
  const told: number[] = []
  const all = [join('a', { onProgress: (at) => told.push(at) }), join('a'), join('a', { onProgress: (at) => told.push(-at) }), join('b')]
  t.equal(begun.length, 2)
  begun[0]!.tell(1)
  t.strictSame(told, [1, -1])
  door.resolve('done')
  t.strictSame(await Promise.all(all), ['done', 'done', 'done', 'done'])
  t.equal(begun[0]!.signal.aborted, false, 'what has ended is not aborted')
})

t.test('who comes later hears at once what was told last', async (t) => {
  const { door, begun, join } = shared()
  const first = join('a')
  begun[0]!.tell(1)
  begun[0]!.tell(2)
  const told: number[] = []
  const later = [join('a', { onProgress: (at) => told.push(at) }), join('a')]
  t.strictSame(told, [2])
  door.resolve('done')
  await Promise.all([first, ...later])
})

t.test('what has ended is begun anew, whether it failed or not', async (t) => {
  const work = new SharedWork<string, number>()
  await t.rejects(work.join('a', {}, async () => { throw new Error('broken') }), { message: 'broken' })
  t.equal(await work.join('a', {}, async () => 'second'), 'second')
})

t.test('a waiter that is told of the end begins anew when it asks again', async (t) => {
  const { door, begun, join } = shared()
  const again = join('a').then(() => join('a'))
  const slow = join('a')
  door.resolve('done')
  await Promise.all([again, slow])
  t.equal(begun.length, 2)
})

t.test('one who gives up does not take it from the others', async (t) => {
  const { door, begun, join } = shared()
  const abort = new AbortController()
  const first = join('a', { signal: abort.signal })
  const second = join('a', { signal: new AbortController().signal })
  abort.abort(new Error('destroyed'))
  await t.rejects(first, { message: 'destroyed' })
  t.equal(begun[0]!.signal.aborted, false)
  door.resolve('done')
  t.equal(await second, 'done')
})

t.test('the last one who gives up ends it, and hears of it when it has ended', async (t) => {
  const { door, begun, join } = shared()
  const [one, two] = [new AbortController(), new AbortController()]
  const first = join('a', { signal: one.signal })
  let ended = false
  const second = join('a', { signal: two.signal }).finally(() => { ended = true })
  one.abort(new Error('first'))
  two.abort(new Error('second'))
  await t.rejects(first, { message: 'first' })
  await settled()
  t.equal(begun[0]!.signal.aborted, true)
  t.equal(ended, false)
  const third = join('a')
  t.equal(begun.length, 2, 'who comes now begins anew')
  door.reject(new Error('aborted'))
  await t.rejects(second, { message: 'second' })
  await t.rejects(third, { message: 'aborted' })
})

t.test('who is aborted before does not begin', async (t) => {
  const { begun, join } = shared()
  await t.rejects(join('a', { signal: AbortSignal.abort(new Error('destroyed')) }), { message: 'destroyed' })
  t.equal(begun.length, 0)
})
