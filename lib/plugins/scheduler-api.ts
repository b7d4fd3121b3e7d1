import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { SchedulerCall } from '../../types/mesos-v1.ts'
import { callError } from '../agent/scheduler/call-error.ts'
import type { LocalMaster } from '../agent/scheduler/local-master.ts'
import { ResponseConnection } from '../agent/scheduler/response-connection.ts'
import { streamError } from '../agent/scheduler/stream-error.ts'
import { fromJson } from '../wire/from-json.ts'
import { acceptedMediaType, requestMediaType } from '../wire/media-type.ts'
import { decode } from '../wire/protobuf-codec.ts'

export interface SchedulerApiOptions {
  /** Disconnected as the app begins to close. Recovered and closed by its owner. */
  master: LocalMaster
  /** A subscriber that has more than this unread is cut off. Default 64 MiB. */
  maxUnreadBytes?: number
}

const PATHS = ['/api/v1/scheduler', '/master/api/v1/scheduler']
const MEBIBYTE = 1024 * 1024

/** The v1 scheduler API: frameworks subscribe to and call the local master here. */
export const schedulerApi = fp(async (app: FastifyInstance, { master, maxUnreadBytes = 64 * MEBIBYTE }: SchedulerApiOptions) => {
  // Streams would keep the server from closing, and a framework that is cut off by us must not count as gone.
  app.addHook('preClose', () => master.disconnect())

  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * MEBIBYTE }, (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (request, reply) => refuseEarly(master, request, reply))
    scope.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => text(reply, error.statusCode ?? 500, error.message))
    for (const path of PATHS) scope.all(path, (request, reply) => answer(master, maxUnreadBytes, request, reply))
  })
}, { name: 'scheduler-api', fastify: '5.x' })

function text (reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(body)
}

/** What can be told from the head of a request, before its body is read. */
function refuseEarly (master: LocalMaster, { method, headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const contentType = headers['content-type']
  if (!master.recovered) return text(reply, 503, 'Master has not finished recovery')
  if (method !== 'POST') return text(reply.header('Allow', 'POST'), 405, `405 Method Not Allowed. Expecting one of { 'POST' }, but received '${method}'.`)
  if (contentType === undefined) return text(reply, 400, "Expecting 'Content-Type' to be present")
  if (requestMediaType(contentType) === null) return text(reply, 415, "Expecting 'Content-Type' of application/json or application/x-protobuf")
  return undefined
}

function callIn ({ headers, body = Buffer.alloc(0) }: FastifyRequest): SchedulerCall {
  return requestMediaType(headers['content-type']) === 'json'
    ? fromJson<SchedulerCall>('scheduler.Call', String(body))
    : decode<SchedulerCall>('scheduler.Call', body as Buffer)
}

function answer (master: LocalMaster, maxUnreadBytes: number, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const call = callIn(request)
  const invalid = callError(call)
  if (invalid !== undefined) return text(reply, 400, `Failed to validate scheduler::Call: ${invalid}`)
  const mediaType = acceptedMediaType(request.headers.accept)
  const streamId = request.headers['mesos-stream-id']?.toString()
  if (mediaType === null && ['SUBSCRIBE', 'RECONCILE_OPERATIONS'].includes(call.type!)) {
    return text(reply, 406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'")
  }
  if (call.type === 'SUBSCRIBE') {
    if (streamId !== undefined) return text(reply, 400, "Subscribe calls should not include the 'Mesos-Stream-Id' header")
    const { frameworkInfo, suppressedRoles } = call.subscribe!
    reply.hijack()
    master.subscribe(frameworkInfo, new ResponseConnection(reply.raw, { mediaType: mediaType!, maxUnreadBytes }), suppressedRoles)
    return reply
  }
  const frameworkId = call.frameworkId!
  const misplaced = streamError(frameworkId.value, master.framework(frameworkId), streamId)
  if (misplaced !== undefined) return text(reply, misplaced.status, misplaced.text)
  const refused = master.call(frameworkId, call)
  if (refused !== undefined) return text(reply, 400, refused)
  return reply.code(call.type === 'UPDATE_FRAMEWORK' ? 200 : 202).send()
}
