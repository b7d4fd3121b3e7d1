import t from 'tap'
import { reachEngine } from '../../../lib/docker/preflight/reach-engine.ts'
import { connectEngine } from '../../../lib/engine/connect-engine.ts'
import { engineRefused, engineTimeout, engineUnreachable } from '../../../lib/engine/engine-error.ts'
import { systemClock } from '../../../lib/util/system-clock.ts'
import { versionAnswer } from '../../fixtures/fake-engine/fake-answers.ts'
import { listenOnSocket } from '../../fixtures/fake-engine/listen-on-socket.ts'
import { capturedLog, hurriedClock } from '../../fixtures/docker-faults.ts'
import { silent, socketPath } from '../../fixtures/docker-parts.ts'
import type { DockerEngine, EngineVersion } from '../../../types/docker-engine.ts'

const version = (apiVersion: string): EngineVersion =>
  ({ version: '20.10.0', apiVersion, minApiVersion: '1.12', os: 'linux', arch: 'amd64', kernelVersion: '6.1' })
const away = engineUnreachable('/run/d.sock', new Error('connect ENOENT'))

/** An engine that fails in these ways, one after the other, before it answers. */
function comingUp (failures: Error[], apiVersion = '1.41') {
  let asked = 0
  const engine = {
    async negotiate () {
      const failure = failures[asked++]
      if (failure !== undefined) throw failure
      return version(apiVersion)
    }
  } as unknown as DockerEngine
  const clock = hurriedClock()
  const log = capturedLog()
  return { engine, clock, log, asked: () => asked, request: (waitMs: number) => ({ socketPath: '/run/d.sock', waitMs, clock, log }) }
}

t.test('an engine that is there is told', async (t) => {
  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  t.match(await reachEngine(engine, { socketPath, waitMs: 0, clock: systemClock, log: silent }), { apiVersion: /^1\.\d+$/, version: /^\d/ })
})

t.test('API 1.40 and newer will do', async (t) => {
  for (const apiVersion of ['1.40', '1.41', '1.100', '2.0']) {
    const { engine, request } = comingUp([], apiVersion)
    t.match(await reachEngine(engine, request(0)), { apiVersion })
  }
})

t.test('an older engine is refused at once, with its socket, what was found and what is needed', async (t) => {
  for (const apiVersion of ['1.39', '1.4', '1.9']) {
    const { engine, request, asked } = comingUp([], apiVersion)
    await t.rejects(reachEngine(engine, request(60_000)), {
      code: 'CONTAINERIZER_ERR_ENGINE_TOO_OLD',
      message: `The Docker engine at /run/d.sock is version 20.10.0 with API ${apiVersion}; API 1.40 or newer is needed`
    })
    t.equal(asked(), 1)
  }
})

t.test('without a wait there is one attempt, and the error names the socket', async (t) => {
  const failures: Array<[Error, string]> = [
    [away, 'Docker engine at /run/d.sock cannot be reached: connect ENOENT'],
    [engineRefused(500, 'starting'), 'The Docker engine at /run/d.sock gives no version: starting'],
    [engineTimeout('GET /version', 10_000), 'The Docker engine at /run/d.sock gives no version: Docker engine did not answer GET /version within 10000 ms']
  ]
  for (const [failure, message] of failures) {
    const { engine, request, clock, log } = comingUp([failure])
    await t.rejects(reachEngine(engine, request(0)), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message })
    t.strictSame([clock.slept, log.lines], [[], []])
  }
})

t.test('an engine that is not there yet is waited for, and that is logged once', async (t) => {
  const { engine, request, clock, log } = comingUp([away, away, engineRefused(503, 'starting')])
  t.match(await reachEngine(engine, request(60_000)), { apiVersion: '1.41' })
  t.strictSame(clock.slept, [500, 500, 500])
  t.strictSame(log.lines, ['warn waiting for the Docker engine at /run/d.sock'])
})

t.test('a wait has an end', async (t) => {
  const { engine, request, clock } = comingUp(Array(100).fill(away))
  await t.rejects(reachEngine(engine, request(1200)), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
  t.strictSame(clock.slept, [500, 500, 500])
})

t.test('something else at the socket is no engine', async (t) => {
  const { socketPath, close } = await listenOnSocket((_req, res) => { res.end(JSON.stringify({ ...versionAnswer, ApiVersion: undefined })) })
  const engine = connectEngine({ socketPath })
  t.teardown(async () => { await engine.close(); await close() })
  await t.rejects(reachEngine(engine, { socketPath, waitMs: 0, clock: systemClock, log: silent }), {
    code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: `The Docker engine at ${socketPath} gives no version: what answers there is no Docker engine`
  })
})
