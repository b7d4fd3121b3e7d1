import { once } from 'node:events'
import t from 'tap'
import { Call } from '../../lib/engine/call.ts'

t.test('the abort of the caller ends the call with the reason of the caller', async (t) => {
  const outer = new AbortController()
  const call = new Call('GET /', '/s', { signal: outer.signal })
  const reason = new Error('enough')
  outer.abort(reason)
  t.equal(call.failure(new Error('socket hang up')), reason)
})

t.test('a signal that is aborted already begins nothing', async (t) => {
  t.throws(() => new Call('GET /', '/s', { signal: AbortSignal.abort(new Error('late')) }), { message: 'late' })
})

t.test('the deadline ends the call', async (t) => {
  const call = new Call('GET /', '/s', { timeoutMs: 1 })
  await once(call.signal, 'abort')
  t.match(call.failure(new Error('socket hang up')), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })
})

t.test('a dropped deadline and a call that ended hold nothing', async (t) => {
  const outer = new AbortController()
  const call = new Call('GET /', '/s', { timeoutMs: 3_600_000, signal: outer.signal })
  call.dropDeadline()
  call.end()
  outer.abort()
  t.notOk(call.signal.aborted)
})

t.test('a failure of its own is the lost engine', async (t) => {
  const cause = new Error('ECONNRESET')
  t.match(new Call('GET /', '/s', {}).failure(cause), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', cause })
})
