import t from 'tap'
import type { Test } from 'tap'
import { containerCalls } from '../../lib/engine/container-calls.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

async function answering (t: Test, ...answers: Array<[status: number, body?: string]>) {
  const asked: string[] = []
  const transport = await scriptedTransport(t, (req, res) => {
    asked.push(`${req.method} ${decodeURIComponent(req.url as string)}`)
    const [status, body = ''] = answers.shift() as [number, string?]
    res.writeHead(status).end(body)
  })
  return { asked, containers: containerCalls(transport) }
}

t.test('the platform goes along with the name when there is one', async (t) => {
  const { asked, containers } = await answering(t, [201, '{"Id":"c1","Warnings":["w"]}'], [201, '{"Id":"c2","Warnings":null}'])
  const body = { Image: 'a:1', HostConfig: {} }
  t.same(await containers.create('n', body, { platform: 'linux/arm64' }), { id: 'c1', warnings: ['w'] })
  t.same(await containers.create('n', body), { id: 'c2', warnings: [] })
  t.same(asked, [
    'POST /v1.40/containers/create?name=n&platform=linux/arm64', 'POST /v1.40/containers/create?name=n'
  ])
})

t.test('what was so already is false', async (t) => {
  const { asked, containers } = await answering(t, [204], [304], [204], [304], [204], [409, '{"message":"not running"}'])
  t.same([await containers.start('c'), await containers.start('c')], [true, false])
  t.same([await containers.stop('c', 7), await containers.stop('c', 7)], [true, false])
  t.same([await containers.kill('c', 'SIGTERM'), await containers.kill('c', 'SIGTERM')], [true, false])
  t.same([asked[0], asked[2], asked[4]], [
    'POST /v1.40/containers/c/start?', 'POST /v1.40/containers/c/stop?t=7', 'POST /v1.40/containers/c/kill?signal=SIGTERM'
  ])
})

t.test('an unknown container is null or false where the verb says so', async (t) => {
  const { containers } = await answering(t, [404], [404], [404], [404], [404, '{"message":"No such container: c"}'])
  t.equal(await containers.inspect('c'), null)
  t.equal(await containers.stop('c', 1), false)
  t.equal(await containers.kill('c', '9'), false)
  t.equal(await containers.remove('c'), false)
  await t.rejects(containers.start('c'), { engineStatus: 404, message: 'No such container: c' })
})

t.test('a list is filtered by labels and by name', async (t) => {
  const { asked, containers } = await answering(t, [200, '[{"Id":"c1","Names":["/n"],"Labels":{}}]'], [200, '[]'])
  t.match(await containers.list({ labels: ['a=b', 'c'], name: 'n', all: false }), [{ id: 'c1', names: ['n'] }])
  t.same(await containers.list({}), [])
  t.same(asked, [
    'GET /v1.40/containers/json?all=false&filters={"label":["a=b","c"],"name":["n"]}',
    'GET /v1.40/containers/json?all=true&filters={"label":[]}'
  ])
})

t.test('a container is shown', async (t) => {
  const { containers } = await answering(t, [200, JSON.stringify({
    Id: 'c1', Name: '/n', State: {}, Config: {}, HostConfig: { LogConfig: {} }, NetworkSettings: { Networks: {} }
  })])
  t.match(await containers.inspect('c1'), { id: 'c1', name: 'n' })
})

t.test('pause, unpause, update and remove go to their paths', async (t) => {
  const { asked, containers } = await answering(t, [204], [204], [200, '{}'], [204])
  await containers.pause('c')
  await containers.unpause('c')
  await containers.update('c', { CpuShares: 2 })
  t.equal(await containers.remove('c', { force: true }), true)
  t.same(asked, [
    'POST /v1.40/containers/c/pause?',
    'POST /v1.40/containers/c/unpause?',
    'POST /v1.40/containers/c/update?',
    'DELETE /v1.40/containers/c?v=true&force=true'
  ])
})

t.test('an update of nothing asks the engine for nothing', async (t) => {
  const { asked, containers } = await answering(t)
  await containers.update('c', {})
  t.same(asked, [])
})

t.test('a network is joined by name', async (t) => {
  const { asked, containers } = await answering(t, [200], [404, '{"message":"network a/b not found"}'])
  await containers.connectNetwork('web', 'c', { Aliases: ['a'] })
  await t.rejects(containers.connectNetwork('a/b', 'c', {}), { engineStatus: 404, message: 'network a/b not found' })
  t.same(asked, ['POST /v1.40/networks/web/connect?', 'POST /v1.40/networks/a/b/connect?'])
})

t.test('a terminal is resized in rows and columns', async (t) => {
  const { asked, containers } = await answering(t, [200], [409, '{"message":"is not running"}'])
  await containers.resize('c', { rows: 40, columns: 120 })
  t.same(asked, ['POST /v1.40/containers/c/resize?h=40&w=120'])
  await t.rejects(containers.resize('c', { rows: 1, columns: 1 }), { message: 'is not running' })
})
