import { gzipSync } from 'node:zlib'
import t from 'tap'
import type { FastifyRequest } from 'fastify'
import { decodeBody } from '../../lib/plugins/decode-body.ts'

/** The body afterwards, or how it was refused. */
function decoded (coding: string | undefined, body: unknown) {
  const request = { headers: coding === undefined ? {} : { 'content-encoding': coding }, body } as unknown as FastifyRequest
  return decodeBody(request, 1000) ?? String(request.body)
}

t.test('a gzip\'d body is taken for what it holds, up to the limit of any body', async (t) => {
  for (const coding of ['gzip', 'x-gzip', ' GZip ']) t.equal(decoded(coding, gzipSync('{}')), '{}', coding)
  for (const coding of [undefined, 'identity']) t.equal(decoded(coding, Buffer.from('{}')), '{}')
  t.equal(decoded('gzip', gzipSync(Buffer.alloc(1000, ' '))), ' '.repeat(1000))
  t.equal(decoded('deflate', undefined), 'undefined', 'where there is none nothing is coded')
})

t.test('what grows beyond it, is broken, or coded otherwise is refused', async (t) => {
  t.match(decoded('gzip', gzipSync(Buffer.alloc(1001))), { status: 413, text: 'Expecting a body of at most 1000 bytes when it is decoded' })
  t.match(decoded('gzip', gzipSync(Buffer.alloc(50_000_000))), { status: 413 })
  for (const body of [Buffer.from('{}'), Buffer.alloc(0), gzipSync('{}').subarray(0, 12)]) t.match(decoded('gzip', body), { status: 400, text: /^Failed to decode the gzip'd body: / })
  for (const coding of ['deflate', 'br', 'gzip, gzip', '']) t.match(decoded(coding, Buffer.from('{}')), { status: 415, headers: { 'Accept-Encoding': 'gzip' } }, coding)
})
