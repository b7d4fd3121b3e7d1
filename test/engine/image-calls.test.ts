import t from 'tap'
import { imageCalls } from '../../lib/engine/image-calls.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('references keep their slashes, all else is escaped', async (t) => {
  const asked: unknown[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(`${req.method} ${req.url}`)
    res.end(req.url?.endsWith('/images/json?') === true ? '[{"Id":"sha256:1"}]' : '{"Id":"sha256:1","Config":null}')
  })
  const images = imageCalls(transport)
  t.match(await images.inspectImage('a/b c?:1'), { id: 'sha256:1' })
  t.match(await images.listImages(), [{ id: 'sha256:1' }])
  t.equal(await images.removeImage('a/b:1'), true)
  t.same(asked, [
    'GET /v1.40/images/a/b%20c%3F%3A1/json?', 'GET /v1.40/images/json?', 'DELETE /v1.40/images/a/b%3A1?'
  ])
})

t.test('an absent image is null and not removed, a used one is a conflict', async (t) => {
  const statuses = [404, 404, 409]
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(statuses.shift() as number).end('{"message":"no"}'))
  const images = imageCalls(transport)
  t.equal(await images.inspectImage('a:1'), null)
  t.equal(await images.removeImage('a:1'), false)
  await t.rejects(images.removeImage('a:1'), { message: 'no', engineStatus: 409 })
})

t.test('a pull goes to its end', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.end('{"status":"done"}\n'))
  t.equal(await imageCalls(transport).pull('a:1'), undefined)
})
