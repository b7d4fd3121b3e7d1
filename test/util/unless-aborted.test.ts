import { getEventListeners } from 'node:events'
import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'
import { unlessAborted } from '../../lib/util/unless-aborted.ts'

t.test('it settles as the promise does', async t => {
  const { signal } = new AbortController()
  t.equal(await unlessAborted(Promise.resolve('done'), signal), 'done')
  await t.rejects(unlessAborted(Promise.reject(new Error('failed')), signal), { message: 'failed' })
  t.same(getEventListeners(signal, 'abort'), [])
})

t.test('an abort rejects with its reason while the promise is pending', async t => {
  const controller = new AbortController()
  const { promise, resolve } = deferred<void>()
  const outcome = unlessAborted(promise, controller.signal)
  t.equal(getEventListeners(controller.signal, 'abort').length, 1)
  controller.abort(new Error('enough'))
  await t.rejects(outcome, { message: 'enough' })
  t.same(getEventListeners(controller.signal, 'abort'), [])
  resolve()
})

t.test('an aborted signal rejects at once, and what the promise makes of it harms nobody', async t => {
  await t.rejects(unlessAborted(Promise.resolve('done'), AbortSignal.abort(new Error('too late'))), { message: 'too late' })
  await t.rejects(unlessAborted(Promise.reject(new Error('failed')), AbortSignal.abort(new Error('too late'))), { message: 'too late' })
})

t.test('a promise that fails after the abort is no unhandled rejection', async t => {
  const controller = new AbortController()
  const failing = deferred<void>()
  const outcome = unlessAborted(failing.promise.then(() => {}), controller.signal)
  controller.abort(new Error('enough'))
  await t.rejects(outcome, { message: 'enough' })
  failing.reject(new Error('late'))
  await t.rejects(failing.promise, { message: 'late' })
})
