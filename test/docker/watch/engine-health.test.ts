import t from 'tap'
import { EngineHealth } from '../../../lib/docker/watch/engine-health.ts'
import { engineRefused, engineTimeout, engineUnreachable } from '../../../lib/engine/engine-error.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'
import { capturedLog, untilAborted } from '../../fixtures/docker-faults.ts'
import type { CallOptions, DockerEngine } from '../../../types/docker-engine.ts'

const away = engineUnreachable('/run/d.sock', new Error('connect ECONNREFUSED'))
const late = engineTimeout('GET /_ping', 3000)

/** An engine whose pings do what `ping` says at that moment, and a health that watches it on a fake clock. */
function watched () {
  const clock = new FakeClock()
  const log = capturedLog()
  const said = { ping: async (_options?: CallOptions): Promise<void> => {}, pings: 0, negotiated: 0, returns: [] as boolean[] }
  const engine = {
    async ping (options?: CallOptions) { said.pings++; await said.ping(options) },
    async negotiate () { said.negotiated++ }
  } as unknown as DockerEngine
  const health = new EngineHealth({ engine, clock, log })
  health.onReturn((wasDown) => { said.returns.push(wasDown) })
  health.start()
  return { clock, log, said, health, fails: (error: Error) => { said.ping = async () => { throw error } }, answers: () => { said.ping = async () => {} } }
}

t.test('an engine that answers is up and is asked every five seconds', async (t) => {
  const { clock, said, health, log } = watched()
  await clock.advance(20_000)
  t.equal(said.pings, 5)
  t.match(health.report, { state: 'up', reason: '', outages: 0 })
  t.strictSame(log.lines, [])
  await health.close()
  t.equal(clock.sleeping, 0)
})

t.test('an engine that takes no connection is down at once, and back when it has said what it speaks', async (t) => {
  const { clock, said, health, log, fails, answers } = watched()
  await clock.advance(1000)
  fails(away)
  health.suspect(away)
  await settled()
  t.match(health.report, { state: 'down', reason: away.message, outages: 1 })
  health.suspect(away)
  await clock.advance(2000)
  t.equal(said.pings, 6, 'it is asked twice a second, whatever else fails meanwhile')
  answers()
  await clock.advance(500)
  t.match(health.report, { state: 'up', reason: '', outages: 1 })
  t.strictSame([said.negotiated, said.returns], [1, [true]])
  t.strictSame(log.lines, ['warn the Docker engine is down; containers are taken to run on', 'info the Docker engine is up'])
  await health.close()
})

t.test('an engine that comes back without a word on its API is down still', async (t) => {
  const clock = new FakeClock()
  let refusing = true
  const engine = {
    async ping () { if (refusing) throw away },
    async negotiate () { throw engineRefused(503, 'starting') }
  } as unknown as DockerEngine
  const health = new EngineHealth({ engine, clock, log: capturedLog() })
  health.start()
  await settled()
  refusing = false
  await clock.advance(500)
  t.match(health.report, { state: 'degraded', reason: 'starting' })
  await health.close()
})

t.test('one unanswered ping is doubt, a second is an outage', async (t) => {
  const { clock, health, fails } = watched()
  fails(late)
  await clock.advance(5000)
  t.match(health.report, { state: 'degraded', outages: 0 })
  await clock.advance(500)
  t.match(health.report, { state: 'down', reason: late.message, outages: 1 })
  await clock.advance(500)
  t.match(health.report, { state: 'down', outages: 1 })
  await health.close()
})

t.test('an engine that refuses pings, or takes its time, is degraded', async (t) => {
  const { clock, said, health, fails } = watched()
  fails(engineRefused(500, 'starting'))
  await clock.advance(5000)
  t.match(health.report, { state: 'degraded', reason: 'starting' })
  said.ping = (options) => clock.sleep(1500, options?.signal)
  await clock.advance(2500)
  t.match(health.report, { state: 'degraded', reason: 'it took 1500 ms to answer a ping' })
  await health.close()
})

t.test('a call that was never answered casts doubt for a minute', async (t) => {
  const { clock, health } = watched()
  await settled()
  health.suspect(engineTimeout('GET /containers/x/json', 60_000))
  await settled()
  t.match(health.report, { state: 'degraded', reason: 'Docker engine did not answer GET /containers/x/json within 60000 ms' })
  await clock.advance(60_500)
  t.match(health.report, { state: 'up', outages: 0 })
  await health.close()
})

t.test('a refusal is an answer', async (t) => {
  const { said, health } = watched()
  await settled()
  health.suspect(engineRefused(404, 'no such container'))
  await settled()
  t.equal(said.pings, 1)
  await health.close()
})

t.test('a loss between two pings is a return too, though nobody saw an outage', async (t) => {
  const { said, health } = watched()
  await settled()
  health.suspect(away)
  await settled()
  t.strictSame([said.pings, said.negotiated, said.returns], [2, 1, [false]])
  t.match(health.report, { state: 'up', outages: 0 })
  await health.close()
})

t.test('a check is told after the next ping, and at the close', async (t) => {
  const { clock, health, fails } = watched()
  await settled()
  fails(away)
  const checked = health.checked()
  await clock.advance(5000)
  await checked
  t.equal(health.state, 'down')
  const last = health.checked()
  await health.close()
  await last
  await health.checked()
})

t.test('whoever waits for the engine goes on when it is back, or with his signal, or at the close', async (t) => {
  const { clock, health, fails, answers } = watched()
  await settled()
  await health.usable()
  fails(away)
  health.suspect(away)
  await settled()
  const controller = new AbortController()
  const impatient = health.usable(controller.signal)
  const patient = health.usable()
  controller.abort(new Error('killed'))
  await t.rejects(impatient, { message: 'killed' })
  answers()
  await clock.advance(500)
  await patient
  fails(away)
  health.suspect(away)
  await settled()
  const last = health.usable()
  await health.close()
  await t.rejects(last, { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: 'The Docker engine is not watched any more' })
})

t.test('a close ends the ping under way', async (t) => {
  const { said, health } = watched()
  await settled()
  said.ping = (options) => untilAborted(options?.signal)
  health.suspect(away)
  await settled()
  await health.close()
  t.equal(health.state, 'up')
})
