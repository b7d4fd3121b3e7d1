import t from 'tap'
import { request } from 'undici'
import { httpDispatcher } from '../../lib/fetcher/http-dispatcher.ts'
import { serve } from '../fixtures/fetcher/http-server.ts'

async function get (url: string, env: Record<string, string>): Promise<string> {
  const { dispatcher, end } = httpDispatcher({ stallMs: 120_000, env })
  try {
    const { body } = await request(url, { dispatcher })
    return await body.text()
  } finally {
    await end()
  }
}

t.test('proxies are those of the environment, by any of its names, but for who needs none', async (t) => {
  const host = await serve(t, (_request, response) => response.end('direct'))
  const server = await import('node:http').then(({ createServer }) => createServer())
  server.on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nproxy'))
  })
  server.on('request', (_request, response) => response.end('proxy'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const proxy = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  t.equal(await get(`http://${host}/`, {}), 'direct')
  for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) t.equal(await get(`http://${host}/`, { [name]: proxy }), 'proxy', name)
  t.equal(await get(`http://${host}/`, { https_proxy: proxy }), 'direct')
  for (const name of ['no_proxy', 'NO_PROXY']) t.equal(await get(`http://${host}/`, { http_proxy: proxy, [name]: '127.0.0.1' }), 'direct', name)
})

t.test('authorities are those that are given', async (t) => {
  const { dispatcher, end } = httpDispatcher({ stallMs: 10_000, env: {}, ca: ['none'] })
  await t.rejects(request('https://127.0.0.1:1/', { dispatcher }))
  await end()
})
