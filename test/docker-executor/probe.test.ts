import t from 'tap'
import { PROBE } from '../../lib/docker/preflight/probe-executor.ts'
import { probe } from '../../lib/docker-executor/probe.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'
import { withoutPrograms } from '../fixtures/without-programs.ts'

t.test('a probe tells whether file, engine and du are there', async t => {
  const { socketPath, close } = await startFakeEngine()
  t.teardown(close)
  const question = { file: '/proc/self/stat', socketPath, measures: true }
  t.equal(await probe(question), 0)
  t.equal(await probe({ ...question, file: '/nowhere' }), PROBE.NO_FILE)
  t.equal(await probe({ ...question, socketPath: '/nowhere.sock' }), PROBE.NO_ENGINE)
  withoutPrograms(t)
  t.equal(await probe(question), PROBE.NO_DU)
  t.equal(await probe({ ...question, measures: false }), 0)
})
