import t from 'tap'
import { PROBE } from '../../lib/docker/preflight/probe-executor.ts'
import { probe } from '../../lib/docker-executor/probe.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'

t.test('a probe tells whether file and engine are there', async t => {
  const { socketPath, close } = await startFakeEngine()
  t.teardown(close)
  t.equal(await probe('/proc/self/stat', socketPath), 0)
  t.equal(await probe('/nowhere', socketPath), PROBE.NO_FILE)
  t.equal(await probe('/proc/self/stat', '/nowhere.sock'), PROBE.NO_ENGINE)
})
