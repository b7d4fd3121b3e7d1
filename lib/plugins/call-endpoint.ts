import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fromJson } from '../wire/from-json.ts'
import { requestMediaType } from '../wire/media-type.ts'
import { decode } from '../wire/protobuf-codec.ts'
import { decodeBody } from './decode-body.ts'
import { encodeAnswer } from './encode-answer.ts'

const BODY_LIMIT = 64 * 1024 * 1024

/** Bodies of calls are read whole and parsed by us, gzip'd ones too; whatever goes wrong is said in plain text. */
export function prepareCallScope (scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body))
  scope.addHook('preValidation', async (request, reply) => {
    const refused = decodeBody(request, BODY_LIMIT)
    return refused === undefined ? undefined : text(reply.headers(refused.headers), refused.status, refused.text)
  })
  scope.addHook('onSend', encodeAnswer)
  scope.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => text(reply, error.statusCode ?? 500, error.message))
}

export function text (reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(body)
}

/** What can be told from the head of a call, before its body is read. Undefined: nothing is wrong with it. */
export function refuseHead ({ method, headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const contentType = headers['content-type']
  if (method !== 'POST') return text(reply.header('Allow', 'POST'), 405, `405 Method Not Allowed. Expecting one of { 'POST' }, but received '${method}'.`)
  if (contentType === undefined) return text(reply, 400, "Expecting 'Content-Type' to be present")
  if (requestMediaType(contentType) === null) return text(reply, 415, "Expecting 'Content-Type' of application/json or application/x-protobuf")
  return undefined
}

/** The call in the body. Throws CONTAINERIZER_ERR_WIRE_INVALID. */
export function callIn<T> (type: string, { headers, body = Buffer.alloc(0) }: FastifyRequest): T {
  return requestMediaType(headers['content-type']) === 'json' ? fromJson<T>(type, String(body)) : decode<T>(type, body as Buffer)
}

export const NOT_ACCEPTABLE = "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'"
