import t from 'tap'
import { watchedPull } from '../../lib/images/watched-pull.ts'
import type { DockerEngine, PullOptions, PullProgress } from '../../types/docker-engine.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

const deadlines = { beginMs: 100, inactivityMs: 10 }

function pull () {
  const clock = new FakeClock()
  const abort = new AbortController()
  const told: PullProgress[] = []
  const end = deferred<void>()
  let options!: PullOptions
  const engine = {
    pull: async (_reference: string, given: PullOptions) => {
      options = given
      given.signal?.addEventListener('abort', () => end.reject(given.signal?.reason))
      await end.promise
    }
  } as unknown as DockerEngine
  const pulled = watchedPull(engine, 'app:1', { signal: abort.signal, auth: { username: 'me' }, onProgress: (line) => { told.push(line) } }, deadlines, clock)
  pulled.catch(() => {})
  return { clock, abort, told, end, pulled, options, say: (status: string) => options.onProgress?.({ status }) }
}

t.test('a pull gets what it is given, and its progress is passed on', async (t) => {
  const { told, end, pulled, say, options, clock } = pull()
  t.same(options.auth, { username: 'me' })
  say('Pulling from app')
  end.resolve()
  await pulled
  t.strictSame(told, [{ status: 'Pulling from app' }])
  t.equal(clock.sleeping, 0)
})

t.test('a pull that does not begin is ended', async (t) => {
  const { clock, pulled } = pull()
  await clock.advance(99)
  t.equal(clock.sleeping, 1)
  await clock.advance(1)
  await t.rejects(pulled, { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: 'the pull did not begin within 100 ms' })
})

t.test('each line gives it time, until there is none for too long', async (t) => {
  const { clock, pulled, say } = pull()
  await clock.advance(95)
  say('Downloading')
  await clock.advance(9)
  say('Extracting')
  await clock.advance(9)
  t.equal(clock.sleeping, 1)
  await clock.advance(1)
  await t.rejects(pulled, { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: 'the pull made no progress within 10 ms' })
})

t.test('a pull that stands still soon after its beginning is ended then', async (t) => {
  const { clock, pulled, say } = pull()
  await clock.advance(5)
  say('Downloading')
  await clock.advance(15)
  await t.rejects(pulled, { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: 'the pull made no progress within 10 ms' })
  t.equal(clock.sleeping, 0)
})

t.test('the engine\'s countdown between its tries is no progress', async (t) => {
  const { clock, pulled, say } = pull()
  await clock.advance(99)
  say('Retrying in 5 seconds')
  await clock.advance(1)
  await t.rejects(pulled, { message: 'the pull did not begin within 100 ms' })
})

t.test('an abort ends it with its reason, a failure with itself, and no timer is left', async (t) => {
  const aborted = pull()
  aborted.abort.abort(new Error('destroyed'))
  await t.rejects(aborted.pulled, { message: 'destroyed' })
  const failed = pull()
  failed.end.reject(new Error('manifest unknown'))
  await t.rejects(failed.pulled, { message: 'manifest unknown' })
  t.equal(aborted.clock.sleeping + failed.clock.sleeping, 0)
})
