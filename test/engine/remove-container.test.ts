import t from 'tap'
import type { Test } from 'tap'
import { removeContainer } from '../../lib/engine/remove-container.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

const busy = { status: 409, body: '{"message":"removal of container c is already in progress"}' }

async function removing (t: Test, ...answers: Array<{ status: number, body: string }>) {
  const asked: string[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(`${req.method} ${req.url}`)
    const { status, body } = answers.shift() as { status: number, body: string }
    res.writeHead(status).end(body)
  })
  return { asked, transport }
}

t.test('a removal under way is awaited', async (t) => {
  const { asked, transport } = await removing(t, busy, { status: 200, body: '{"StatusCode":0}' })
  t.equal(await removeContainer(transport, 'c', { force: true }), true)
  t.same(asked, [
    'DELETE /v1.40/containers/c?v=true&force=true', 'POST /v1.40/containers/c/wait?condition=removed'
  ])
})

t.test('a removal that was over meanwhile is one', async (t) => {
  const { transport } = await removing(t, busy, { status: 404, body: '' })
  t.equal(await removeContainer(transport, 'c', {}), true)
})

t.test('a removal that failed rejects with the word of the engine', async (t) => {
  const { transport } = await removing(t, busy, { status: 200, body: '{"StatusCode":0,"Error":{"Message":"device busy"}}' })
  await t.rejects(removeContainer(transport, 'c', {}), { message: 'device busy' })
})

t.test('an unknown container is not removed, a refused one rejects', async (t) => {
  const { transport } = await removing(t, { status: 404, body: '' }, { status: 409, body: '{"message":"it runs"}' })
  t.equal(await removeContainer(transport, 'c', {}), false)
  await t.rejects(removeContainer(transport, 'c', {}), { engineStatus: 409, message: 'it runs' })
})
