import t from 'tap'
import { DEFAULT_API_VERSION, connectEngine } from '../../lib/engine/connect-engine.ts'
import { engineContract } from '../contract/engine.ts'
import { listenOnSocket } from '../fixtures/fake-engine/listen-on-socket.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'

t.test('the real engine keeps the contract', async (t) => {
  const engine = connectEngine({ socketPath: '/var/run/docker.sock' })
  t.teardown(() => engine.close())
  engineContract(t, engine, { image: 'containerizer-test/busybox:1' })
})

t.test('the fake engine keeps the contract', async (t) => {
  const fake = await startFakeEngine()
  const engine = connectEngine({ socketPath: fake.socketPath })
  t.teardown(async () => {
    await engine.close()
    await fake.close()
  })
  engineContract(t, engine, { image: 'containerizer-test/busybox:1' })
})

t.test('a version that is too new is refused in the engine\'s words, by which it is still told', async (t) => {
  const fake = await startFakeEngine()
  t.teardown(() => fake.close())
  for (const socketPath of ['/var/run/docker.sock', fake.socketPath]) {
    const engine = connectEngine({ socketPath, apiVersion: '1.99' })
    t.teardown(() => engine.close())
    const { apiVersion } = await engine.version()
    await t.rejects(engine.info(), { engineStatus: 400, message: `client version 1.99 is too new. Maximum supported API version is ${apiVersion}` })
  }
})

t.test('the version asked for is spoken, a fixed one otherwise', async (t) => {
  const asked: unknown[] = []
  const { socketPath, close } = await listenOnSocket((req, res) => {
    asked.push(req.url)
    res.end('[]')
  })
  t.teardown(close)
  for (const options of [{}, { apiVersion: '1.41' }]) {
    const engine = connectEngine({ socketPath, ...options })
    await engine.listImages()
    await engine.close()
  }
  t.same(asked, [`/v${DEFAULT_API_VERSION}/images/json?`, '/v1.41/images/json?'])
})
