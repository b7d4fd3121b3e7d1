import t from 'tap'
import { awaitWaiter } from '../../lib/engine/await-waiter.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('the waiter is there with the headers, the exit with the body', async (t) => {
  const finish = deferred<() => void>()
  const transport = await scriptedTransport(t, (_req, res) => {
    res.flushHeaders()
    finish.resolve(() => res.end('{"Error":null,"StatusCode":3}'))
  })
  const { exit } = await awaitWaiter(transport, 'c', 'next-exit')
  const end = await finish.promise
  end()
  t.same(await exit, { exitCode: 3 })
})

t.test('the word of the engine comes along', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.end('{"Error":{"Message":"oops"},"StatusCode":125}'))
  const { exit } = await awaitWaiter(transport, 'c', 'not-running')
  t.same(await exit, { exitCode: 125, error: 'oops' })
})

t.test('a lost connection is no exit', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => {
    res.flushHeaders()
    res.write('{"Stat', () => res.destroy())
  })
  const { exit } = await awaitWaiter(transport, 'c', 'next-exit')
  await t.rejects(exit, { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
})

t.test('an abandoned waiter rejects', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.flushHeaders())
  const { exit, abandon } = await awaitWaiter(transport, 'c', 'next-exit')
  abandon()
  await t.rejects(exit, { name: 'AbortError', message: 'Gave up waiting for container c' })
})

t.test('an unknown container is refused', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end('{"message":"No such container: c"}'))
  await t.rejects(awaitWaiter(transport, 'c', 'next-exit'), { engineStatus: 404, message: 'No such container: c' })
})
