import t from 'tap'
import { inOrder } from '../../lib/fetcher/in-order.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { never } from '../fixtures/fetcher/tools.ts'

/** Work that is begun at once and ready when the test says so. */
function setUp (names: string[]) {
  const told: string[] = []
  const doors = Object.fromEntries(names.map((name) => [name, deferred<string>()]))
  const signals: AbortSignal[] = []
  const begin = async (name: string, signal: AbortSignal) => {
    told.push(`begin ${name}`)
    signals.push(signal)
    const ready = doors[name]!.promise
    return { ready, commit: async () => { await ready; told.push(`commit ${name}`); return name } }
  }
  let at = ''
  const running = (signal = never) => inOrder(names, signal, begin, (name) => { at = name })
  return { told, doors, signals, begin, running, at: () => at }
}

t.test('a few are under way, and all are committed in the order of the list', async (t) => {
  const { told, doors, running } = setUp([...'abcdefg'])
  const done = running()
  for (const name of 'cbdgfe') doors[name]!.resolve(name)
  await new Promise(setImmediate)
  t.same(told, [...'abcdef'].map(name => `begin ${name}`))
  doors['a']!.resolve('a')
  await done
  t.same(told.slice(6), ['commit a', 'begin g', ...[...'bcdefg'].map(name => `commit ${name}`)])
})

t.test('one that fails is named, what is before it is committed, and what comes after is waited for and not committed', async (t) => {
  const { told, doors, signals, running, at } = setUp(['a', 'b', 'c'])
  const rejected = t.rejects(running(), { message: 'b failed' })
  await new Promise(setImmediate)
  doors['b']!.reject(new Error('b failed'))
  await new Promise(setImmediate)
  t.match(signals[2]?.reason, { message: 'b failed' }, 'the others end early')
  doors['a']!.resolve('a')
  doors['c']!.reject(signals[2]?.reason)
  await rejected
  t.equal(at(), 'b')
  t.same(told, ['begin a', 'begin b', 'begin c', 'commit a'])
})

t.test('where the next cannot be begun, those before it come first, and their failure counts', async (t) => {
  const cannot = async (): Promise<never> => { throw new Error('not begun') }
  for (const [failing, message] of [[false, 'not begun'], [true, 'a failed']] as const) {
    const { doors, begin, told } = setUp(['a', 'b'])
    let at = ''
    const rejected = t.rejects(inOrder(['a', 'b'], never, (name, signal) => name === 'b' ? cannot() : begin(name, signal), (name) => { at = name }), { message })
    await new Promise(setImmediate)
    if (failing) doors['a']!.reject(new Error('a failed'))
    else doors['a']!.resolve('a')
    await rejected
    t.equal(at, failing ? 'a' : 'b')
    t.same(told, failing ? ['begin a'] : ['begin a', 'commit a'])
  }
})

t.test('an abort reaches all that is under way', async (t) => {
  const abort = new AbortController()
  const { doors, signals, running } = setUp(['a', 'b'])
  const rejected = t.rejects(running(abort.signal), { message: 'enough' })
  await new Promise(setImmediate)
  abort.abort(new Error('enough'))
  t.same(signals.map(({ aborted }) => aborted), [true, true])
  for (const name of ['a', 'b']) doors[name]!.reject(abort.signal.reason)
  await rejected
})
