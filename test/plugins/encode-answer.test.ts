import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import t from 'tap'
import { encodeAnswer } from '../../lib/plugins/encode-answer.ts'

const long = 'x'.repeat(1024)

t.test('a long answer goes gzip\'d to who asks for that', async (t) => {
  const app = Fastify()
  app.addHook('onSend', encodeAnswer)
  app.get('/text', (_request, reply) => reply.send(long))
  app.get('/bytes', (_request, reply) => reply.header('Content-Length', 1024).send(Buffer.from(long)))
  app.get('/short', (_request, reply) => reply.send(long.slice(1)))
  app.get('/stream', (_request, reply) => reply.send(Readable.from([long])))
  t.teardown(() => app.close())
  const ask = async (url: string, accepted?: string) => {
    const { headers, rawPayload } = await app.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })
    return { headers, rawPayload }
  }
  for (const url of ['/text', '/bytes']) {
    const { headers, rawPayload } = await ask(url, 'deflate, gzip')
    t.match(headers, { 'content-encoding': 'gzip', 'content-length': String(rawPayload.length), vary: 'Accept-Encoding' })
    t.equal(String(gunzipSync(rawPayload)), long)
    for (const accepted of [undefined, 'identity', 'gzip;q=0']) {
      const { headers, rawPayload } = await ask(url, accepted)
      t.match(headers, { 'content-encoding': undefined, 'content-length': '1024', vary: 'Accept-Encoding' })
      t.equal(String(rawPayload), long)
    }
  }
  for (const url of ['/short', '/stream']) t.match((await ask(url, 'gzip')).headers, { 'content-encoding': undefined, vary: undefined }, url)
})
