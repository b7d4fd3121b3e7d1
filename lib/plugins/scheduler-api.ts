import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { SchedulerCall } from '../../types/mesos-v1.ts'
import { callError } from '../agent/scheduler/call-error.ts'
import type { LocalMaster } from '../agent/scheduler/local-master.ts'
import { ResponseConnection } from '../agent/scheduler/response-connection.ts'
import { streamError } from '../agent/scheduler/stream-error.ts'
import { acceptedMediaType } from '../wire/media-type.ts'
import { callIn, NOT_ACCEPTABLE, prepareCallScope, refuseHead, text } from './call-endpoint.ts'

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
    prepareCallScope(scope)
    scope.addHook('onRequest', async (request, reply) => refuseEarly(master, request, reply))
    for (const path of PATHS) scope.all(path, (request, reply) => answer(master, maxUnreadBytes, request, reply))
  })
}, { name: 'scheduler-api', fastify: '5.x' })

/** What can be told from the head of a request, before its body is read. */
function refuseEarly (master: LocalMaster, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  return master.recovered ? refuseHead(request, reply) : text(reply, 503, 'Master has not finished recovery')
}

function answer (master: LocalMaster, maxUnreadBytes: number, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const call = callIn<SchedulerCall>('scheduler.Call', request)
  const invalid = callError(call)
  if (invalid !== undefined) return text(reply, 400, `Failed to validate scheduler::Call: ${invalid}`)
  const mediaType = acceptedMediaType(request.headers.accept)
  const streamId = request.headers['mesos-stream-id']?.toString()
  if (mediaType === null && ['SUBSCRIBE', 'RECONCILE_OPERATIONS'].includes(call.type!)) {
    return text(reply, 406, NOT_ACCEPTABLE)
  }
  if (call.type === 'SUBSCRIBE') {
    if (streamId !== undefined) return text(reply, 400, "Subscribe calls should not include the 'Mesos-Stream-Id' header")
    const { frameworkInfo, suppressedRoles } = call.subscribe!
    reply.hijack()
    master.subscribe(frameworkInfo, new ResponseConnection(reply.raw, { event: 'scheduler.Event', mediaType: mediaType!, maxUnreadBytes }), suppressedRoles)
    return reply
  }
  const frameworkId = call.frameworkId!
  const misplaced = streamError(frameworkId.value, master.framework(frameworkId), streamId)
  if (misplaced !== undefined) return text(reply, misplaced.status, misplaced.text)
  const refused = master.call(frameworkId, call)
  if (refused !== undefined) return text(reply, 400, refused)
  return reply.code(call.type === 'UPDATE_FRAMEWORK' ? 200 : 202).send()
}
