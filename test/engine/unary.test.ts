import t from 'tap'
import { orWhen, unary, unaryJson } from '../../lib/engine/unary.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

const get = { method: 'GET', path: '/x' } as const

t.test('a refusal has the text of the engine, whatever its form', async (t) => {
  const bodies = ['{"message":"no such thing"}', 'plain words\n', '']
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(500).end(bodies.shift()))
  for (const message of ['no such thing', 'plain words', 'HTTP status 500']) {
    await t.rejects(unary(transport, get), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', engineStatus: 500, message })
  }
})

t.test('a redirect is refused and 304 is not', async (t) => {
  const statuses = [301, 304]
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(statuses.shift() as number).end())
  await t.rejects(unary(transport, get), { engineStatus: 301, message: 'HTTP status 301' })
  t.match(await unary(transport, get), { answer: { status: 304 }, text: '' })
})

t.test('an answer that is no JSON is no answer', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.end('<html>'))
  await t.rejects(unaryJson(transport, get), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
})

t.test('the limit of the caller goes before the own', async (t) => {
  const transport = await scriptedTransport(t, () => {})
  await t.rejects(unary(transport, get, { timeoutMs: 10 }, 3_600_000), { message: /within 10 ms/ })
})

t.test('a status that means something is a value, any other an error', async (t) => {
  const refused = Object.assign(new Error('no'), { engineStatus: 404 })
  t.equal(await orWhen(Promise.reject(refused), [404], null), null)
  t.equal(await orWhen(Promise.resolve(1), [404], null), 1)
  await t.rejects(orWhen(Promise.reject(refused), [409], null), refused)
  await t.rejects(orWhen(Promise.reject(new Error('lost')), [409], null), { message: 'lost' })
})
