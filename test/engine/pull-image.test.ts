import t from 'tap'
import { pullImage } from '../../lib/engine/pull-image.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

t.test('progress comes line by line, whatever the query needs goes along', async (t) => {
  const asked: Array<[string | null, string | null, string | null]> = []
  const transport = await scriptedTransport(t, (req, res) => {
    const query = new URL(req.url as string, 'http://d').searchParams
    asked.push([query.get('fromImage'), query.get('tag'), query.get('platform')])
    res.end('{"id":"l1","status":"Downloading","progressDetail":{"current":1,"total":2}}\r\n{"status":"done"}\r\n')
  })
  const seen: unknown[] = []
  await pullImage(transport, '127.0.0.1:5000/a', {
    platform: 'linux/amd64', auth: { username: 'u' }, onProgress: (progress) => seen.push(progress)
  })
  await pullImage(transport, 'a:1')
  t.same(seen, [{ id: 'l1', status: 'Downloading', currentBytes: 1, totalBytes: 2 }, { status: 'done' }])
  t.same(asked, [['127.0.0.1:5000/a', 'latest', 'linux/amd64'], ['a:1', null, null]])
})

t.test('an error inside the stream rejects', async (t) => {
  const lines = ['{"errorDetail":{"message":"corrupt layer"},"error":"corrupt"}\n', '{"error":"old words"}\n']
  const transport = await scriptedTransport(t, (_req, res) => res.end(`{"status":"Pulling"}\n${lines.shift()}`))
  await t.rejects(pullImage(transport, 'a:1'), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: 'corrupt layer' })
  await t.rejects(pullImage(transport, 'a:1'), { message: 'old words' })
})

t.test('a cut stream rejects, at a line end and inside a line', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => {
    res.write('{"status":"Pulling"}\n', () => res.destroy())
  })
  await t.rejects(pullImage(transport, 'a:1'), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
  const torn = await scriptedTransport(t, (_req, res) => res.end('{"status":"Pu'))
  await t.rejects(pullImage(torn, 'a:1'), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
})

t.test('an abort rejects with its reason', async (t) => {
  const controller = new AbortController()
  const transport = await scriptedTransport(t, (_req, res) => res.write('{"status":"Pulling"}\n'))
  const pulled = pullImage(transport, 'a:1', {
    signal: controller.signal, onProgress: () => controller.abort(new Error('enough'))
  })
  await t.rejects(pulled, { message: 'enough' })
})

t.test('a refusal rejects', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end('{"message":"manifest unknown"}'))
  await t.rejects(pullImage(transport, 'a:1'), { engineStatus: 404, message: 'manifest unknown' })
})
