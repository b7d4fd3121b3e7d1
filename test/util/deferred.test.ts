import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'

t.test('resolves from outside', async (t) => {
  const d = deferred<number>()
  d.resolve(3)
  t.equal(await d.promise, 3)
})

t.test('a rejection that nobody awaits does no harm, and is still there for who asks later', async (t) => {
  const d = deferred<number>()
  d.reject(new Error('no'))
  await new Promise(setImmediate)
  await t.rejects(d.promise, { message: 'no' })
})
