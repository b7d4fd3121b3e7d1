import t, { type Test } from 'tap'
import { awaitExit } from '../../lib/docker/await-exit.ts'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { EngineWatch } from '../../lib/docker/watch/engine-watch.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { silent } from '../fixtures/docker-parts.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'
import type { FakeEngineOptions } from '../fixtures/fake-engine/start-fake-engine.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

const Image = 'containerizer-test/busybox:1'
const body = { Image, Cmd: ['sleep', '1000'], HostConfig: {} }
const unreachable = { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' }
const sink = { write: () => undefined }

async function fakeEngine (t: Test, options: FakeEngineOptions = {}) {
  const fake = await startFakeEngine(options)
  const engine = connectEngine({ socketPath: fake.socketPath })
  t.teardown(async () => {
    await engine.close()
    await fake.close()
  })
  return { fake, engine }
}

t.test('a lost answer is an error, though what was asked for is done', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  fake.fail(/^POST \/containers\/create/, 'lose the answer')
  await t.rejects(engine.create('one', body), unreachable)
  await t.rejects(engine.create('one', body), { message: /already in use/, engineStatus: 409 })
  fake.fail(/^POST \/containers\/one\/start/, 'lose the answer')
  await t.rejects(engine.start('one'), unreachable)
  t.match(await engine.inspect('one'), { state: { running: true } })
  t.equal(await engine.start('one'), false)
  fake.fail(/^DELETE \/containers\/one/, 'lose the answer')
  await t.rejects(engine.remove('one', { force: true }), unreachable)
  t.equal(await engine.inspect('one'), null)
})

t.test('a lost request is an error, and nothing is done', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  const { id } = await engine.create('one', body)
  fake.fail(/\/start$/, 'lose the request')
  await t.rejects(engine.start(id), unreachable)
  t.match(await engine.inspect(id), { state: { status: 'created' } })
  fake.fail(/\/attach$/, 'lose the request')
  await t.rejects(engine.attach(id, sink), unreachable)
  await engine.attach(id, sink)
})

t.test('what is never answered is given up at the deadline or with the caller', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  const { id } = await engine.create('one', body)
  fake.fail(/\/start$/, 'hang')
  await t.rejects(engine.start(id, { timeoutMs: 20 }), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT', message: /POST \/containers\/[0-9a-f]{64}\/start within 20 ms/ })
  const controller = new AbortController()
  const reason = new Error('enough')
  fake.fail(/\/attach$/, 'hang')
  const attachment = engine.attach(id, sink, { signal: controller.signal })
  controller.abort(reason)
  await t.rejects(attachment, reason)
})

t.test('a refusal comes once, in the words given', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  const { id } = await engine.create('one', body)
  fake.fail(/\/start$/, { refuse: 500, message: 'driver failed programming external connectivity' })
  await t.rejects(engine.start(id), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', engineStatus: 500, message: 'driver failed programming external connectivity' })
  t.equal(await engine.start(id), true)
  fake.fail(/\/attach$/, { refuse: 409, message: 'no' })
  await t.rejects(engine.attach(id, sink), { engineStatus: 409, message: 'no' })
})

t.test('a restart of the engine ends every stream and no container', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  const { id } = await engine.create('one', body)
  const { done } = await engine.attach(id, sink)
  const { exit } = await engine.wait(id, 'next-exit')
  const events = engine.events({ since: '0' })[Symbol.asyncIterator]()
  t.match(await events.next(), { value: { action: 'create' } })
  t.match(await events.next(), { value: { action: 'attach' } })
  await engine.start(id)
  t.match(await events.next(), { value: { action: 'start' } })
  fake.cutConnections()
  await t.resolves(done, 'a stream that is cut between two frames cannot be told from one that the engine ended')
  await t.rejects(exit, unreachable, 'but the waiter can')
  await t.rejects(events.next(), unreachable)
  t.match(await engine.inspect(id), { state: { running: true } })
})

t.test('a wait that the engine acknowledged and then loses tells of no exit', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  const { id } = await engine.create('one', { ...body, Cmd: ['true'] })
  fake.fail(/\/wait$/, 'lose the answer')
  const { exit } = await engine.wait(id, 'next-exit')
  await engine.start(id)
  await t.rejects(exit, unreachable)
  const { exit: second } = await engine.wait(id, 'not-running')
  t.same(await second, { exitCode: 0 })
})

t.test('an end is told soon when the engine never answers the waiter that replaces a lost one', async (t) => {
  const { fake, engine } = await fakeEngine(t)
  // Twenty seconds in one.
  const clock = { now: systemClock.now, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 20, signal) }
  let asked = 0
  const wait: DockerEngine['wait'] = (...args) => { asked++; return engine.wait(...args) }
  const watch = new EngineWatch({ engine: { ...engine, wait }, labels: [`${AGENT_LABEL}=a`], clock, log: silent, metrics: new MetricsBook(), launchesWhileDown: 'wait' })
  watch.start()
  const { id } = await engine.create('one', { ...body, Labels: { [AGENT_LABEL]: 'a' } })
  const armed = await watch.engine.wait(id, 'next-exit')
  await engine.start(id)
  const code = awaitExit(watch.engine, id, armed, clock, new AbortController().signal)
  fake.fail(/\/wait$/, 'hang')
  fake.cutConnections()
  await fact(() => asked === 2)
  await engine.kill(id, 'SIGKILL')
  // Without a hint it would take the minute after which a call is given up, and the test its time.
  t.equal(await code, 137)
  t.equal(asked, 2)
  await watch.close()
})

t.test('a pull succeeds only when the engine has said all, without an error in it', async (t) => {
  const { fake, engine } = await fakeEngine(t, { registry: { 'here/good:1': 'ok', 'here/bad:latest': 'no space left on device' } })
  const seen: string[] = []
  await engine.pull('here/good:1', { onProgress: ({ status }) => { seen.push(status) } })
  t.same(seen, ['Pulling from here/good', 'Downloading', 'Status: Downloaded newer image for here/good:1'])
  t.match(await engine.inspectImage('here/good:1'), { repoTags: ['here/good:1'] })
  await engine.create('one', { ...body, Image: 'here/good:1' })
  await t.rejects(engine.pull('here/bad'), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: 'no space left on device' })
  t.equal(await engine.inspectImage('here/bad'), null)
  await t.rejects(engine.pull('else/where:1'), { engineStatus: 404, message: /^pull access denied for else\/where, repository does not exist/ })
  fake.fail(/^POST \/images\/create/, 'lose the answer')
  await t.rejects(engine.pull('here/good:1'), unreachable)
})

t.test('an image that nobody uses is removed', async (t) => {
  const { engine } = await fakeEngine(t)
  t.equal(await engine.removeImage(Image), true)
  t.equal(await engine.removeImage(Image), false)
  t.same(await engine.listImages(), [])
})
