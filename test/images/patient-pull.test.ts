import t from 'tap'
import { patientPull } from '../../lib/images/patient-pull.ts'
import type { Credentials } from '../../lib/images/registry-credentials.ts'
import type { RegistryAuth } from '../../types/docker-engine.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

const patience = { attempts: 4, pauseMs: 100, longestPauseMs: 300, totalMs: 10_000 }

function pulling (answers: Array<string | null>, over: { credentials?: Credentials, fresh?: Credentials, random?: number, onRetry?: (error: Error, pauseMs: number) => void } = {}) {
  const clock = new FakeClock()
  const abort = new AbortController()
  const begun: Array<{ at: number, auth: RegistryAuth | undefined }> = []
  const start = clock.now()
  const pulled = patientPull({
    async pull (auth, signal) {
      begun.push({ at: clock.now() - start, auth })
      const answer = answers.shift()
      if (answer === undefined) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      if (typeof answer === 'string') throw new Error(answer)
    },
    credentials: over.credentials ?? { refreshable: false },
    refresh: async () => over.fresh as Credentials,
    signal: abort.signal,
    ...(over.onRetry === undefined ? {} : { onRetry: over.onRetry })
  }, patience, clock, () => over.random ?? 1)
  pulled.catch(() => {})
  return { clock, abort, begun, pulled, times: () => begun.map(({ at }) => at) }
}

t.test('a pull that works is not repeated, and leaves no timer', async (t) => {
  const { pulled, begun, clock } = pulling([null])
  await pulled
  t.equal(begun.length, 1)
  t.equal(clock.sleeping, 0)
})

t.test('what may pass is tried again, later each time, up to a bound', async (t) => {
  const { pulled, times, clock } = pulling(['EOF 1', 'EOF 2', 'EOF 3', 'EOF 4'])
  await clock.advance(600)
  await t.rejects(pulled, { message: 'EOF 4' })
  t.strictSame(times(), [0, 100, 300, 600])
})

t.test('each pause is told, with what it is for', async (t) => {
  const told: unknown[] = []
  const { pulled, clock } = pulling(['EOF', null], { onRetry: ({ message }, pauseMs) => { told.push([message, pauseMs]) } })
  await clock.advance(100)
  await pulled
  t.strictSame(told, [['EOF', 100]])
})

t.test('chance spreads the tries', async (t) => {
  const { pulled, times, clock } = pulling(['EOF', null], { random: 0 })
  await clock.advance(50)
  await pulled
  t.strictSame(times(), [0, 50])
})

t.test('a registry that says when to come again is obeyed', async (t) => {
  const { pulled, times, clock } = pulling(['toomanyrequests: retry-after: 2s', null])
  await clock.advance(2000)
  await pulled
  t.strictSame(times(), [0, 2000])
})

t.test('what cannot work is not tried again', async (t) => {
  const { pulled, begun } = pulling(['manifest unknown'])
  await t.rejects(pulled, { message: 'manifest unknown' })
  t.equal(begun.length, 1)
})

t.test('a token that can be had anew is asked for once', async (t) => {
  const tokens = { credentials: { auth: { identitytoken: 'old' }, refreshable: true }, fresh: { auth: { identitytoken: 'new' }, refreshable: true } }
  const good = pulling(['unauthorized', null], tokens)
  await good.pulled
  t.strictSame(good.begun.map(({ auth }) => auth?.identitytoken), ['old', 'new'])
  const bad = pulling(['unauthorized', 'unauthorized again'], tokens)
  await t.rejects(bad.pulled, { message: 'unauthorized again' })
})

t.test('all together has an end, also in a pause', async (t) => {
  const { pulled, clock } = pulling([])
  await clock.advance(10_000)
  await t.rejects(pulled, { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: 'the pull was not complete within 10000 ms' })
  const paused = pulling(['toomanyrequests: retry-after: 1m'])
  await paused.clock.advance(10_000)
  await t.rejects(paused.pulled, { message: 'the pull was not complete within 10000 ms' })
})

t.test('an abort ends it with its reason, whatever the pull failed with', async (t) => {
  const { pulled, abort, clock } = pulling([])
  abort.abort(new Error('destroyed'))
  await t.rejects(pulled, { message: 'destroyed' })
  t.equal(clock.sleeping, 0)
})
