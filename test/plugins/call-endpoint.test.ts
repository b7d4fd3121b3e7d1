import { gunzipSync, gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import t from 'tap'
import { callIn, NOT_ACCEPTABLE, prepareCallScope, refuseHead, text } from '../../lib/plugins/call-endpoint.ts'

t.test('calls are read in both forms, and what is wrong with them is plain text', async t => {
  const app = Fastify()
  app.register(async scope => {
    prepareCallScope(scope)
    scope.addHook('onRequest', async (request, reply) => refuseHead(request, reply))
    scope.all('/call', (request, reply) => reply.send(callIn<{ type?: string }>('executor.Call', request).type))
    scope.post('/text', (_request, reply) => text(reply, 406, NOT_ACCEPTABLE))
    scope.post('/fault', () => { throw new Error('ours') })
  })
  t.teardown(() => app.close())
  const call = async (contentType: string | undefined, payload = '', url = '/call', method: 'POST' | 'GET' = 'POST') => {
    const { statusCode, body, headers } = await app.inject({ method, url, payload, headers: contentType === undefined ? {} : { 'content-type': contentType } })
    return [statusCode, body, String(headers['content-type'])]
  }
  const plain = 'text/plain; charset=utf-8'
  t.strictSame((await call('application/json', '{"type":"HEARTBEAT","executor_id":{"value":"e"},"framework_id":{"value":"f"}}')).slice(0, 2), [200, 'HEARTBEAT'])
  t.match(await call('application/x-protobuf'), [400, /^Failed to parse body into Call protobuf: Missing/, plain])
  t.match(await call('application/json'), [400, /^Failed to parse body into JSON/, plain])
  t.match(await call('text/plain', 'x'), [415, /^Expecting 'Content-Type' of/, plain])
  t.match(await call(undefined), [400, "Expecting 'Content-Type' to be present", plain])
  t.match(await call(undefined, '', '/call', 'GET'), [405, /received 'GET'/, plain])
  t.strictSame(await call('application/json', '{}', '/text'), [406, NOT_ACCEPTABLE, plain])
  t.strictSame(await call('application/json', '{}', '/fault'), [500, 'ours', plain])
})

t.test('calls and answers may be gzip\'d', async t => {
  const app = Fastify()
  app.register(async scope => {
    prepareCallScope(scope)
    scope.post('/echo', ({ body }, reply) => reply.send(body))
  })
  t.teardown(() => app.close())
  const echo = (payload: Buffer, coding: string) => app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': 'application/json', 'content-encoding': coding, 'accept-encoding': 'gzip' } })
  const { statusCode, rawPayload, headers } = await echo(gzipSync('y'.repeat(5000)), 'gzip')
  t.match({ statusCode, headers }, { statusCode: 200, headers: { 'content-encoding': 'gzip' } })
  t.equal(String(gunzipSync(rawPayload)), 'y'.repeat(5000))
  t.match(await echo(gzipSync(Buffer.alloc(65 * 1024 * 1024)), 'gzip'), { statusCode: 413, body: 'Expecting a body of at most 67108864 bytes when it is decoded' })
  t.match(await echo(Buffer.from('{}'), 'br'), { statusCode: 415, headers: { 'accept-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8' } })
})
