import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { ExecutorCall, FrameworkID } from '../../types/mesos-v1.ts'
import { callError } from '../agent/executors/call-error.ts'
import type { ExecutorRunner } from '../agent/executors/executor-runner.ts'
import type { ExecutorClaims, ExecutorTokens } from '../agent/executors/executor-tokens.ts'
import type { Executor } from '../agent/executors/executor.ts'
import { ResponseConnection } from '../agent/scheduler/response-connection.ts'
import { acceptedMediaType } from '../wire/media-type.ts'
import { callIn, NOT_ACCEPTABLE, prepareCallScope, refuseHead, text } from './call-endpoint.ts'

export interface ExecutorApiOptions {
  /** Disconnected as the app begins to close. Loaded, settled and closed by its owner. */
  runner: ExecutorRunner
  /** False: containers of before have not been found yet. From then on executors may subscribe, and what they say is taken. */
  recovered: () => boolean
  /** Whether the framework is known beyond its custom executors. */
  hasFramework: (id: FrameworkID) => boolean
  /** Undefined: executors need no token. */
  tokens?: Pick<ExecutorTokens, 'verify'> | undefined
  /** An executor that has more than this unread is cut off. Default 64 MiB. */
  maxUnreadBytes?: number
}

export const EXECUTOR_PATHS = ['/api/v1/executor', '/slave(1)/api/v1/executor']
const MEBIBYTE = 1024 * 1024

/** The v1 executor API: custom executors subscribe to and call the agent here. Codes and texts in their order are the original's. */
export const executorApi = fp(async (app: FastifyInstance, options: ExecutorApiOptions) => {
  const { runner, recovered, tokens } = options
  const claimed = new WeakMap<FastifyRequest, ExecutorClaims>()
  const verified = new WeakMap<Socket, Promise<unknown>>()
  // Streams would keep the server from closing; executors come back to the next agent.
  app.addHook('preClose', async () => runner.disconnect())

  app.register(async scope => {
    prepareCallScope(scope)
    scope.addHook('onRequest', async (request, reply) => {
      if (tokens !== undefined) {
        const { raw: { socket }, headers } = request
        // Calls that come one behind the other on a connection stay so, or an update would overtake another.
        const turn = Promise.all([tokens.verify(headers.authorization), verified.get(socket)])
        verified.set(socket, turn.then(() => {}))
        const [claims] = await turn
        if (claims === undefined) return text(reply.header('WWW-Authenticate', 'Bearer realm="mesos-agent-executor"'), 401, '')
        claimed.set(request, claims)
      }
      return recovered() ? refuseHead(request, reply) : text(reply, 503, 'Agent has not finished recovery')
    })
    for (const path of EXECUTOR_PATHS) scope.all(path, (request, reply) => answer(options, claimed.get(request), request, reply))
  })
}, { name: 'executor-api', fastify: '5.x' })

function answer (options: ExecutorApiOptions, claims: ExecutorClaims | undefined, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { runner, maxUnreadBytes = 64 * MEBIBYTE } = options
  const call = callIn<ExecutorCall>('executor.Call', request)
  const invalid = callError(call)
  if (invalid !== undefined) return text(reply, 400, `Failed to validate Executor::Call: ${invalid}`)
  const { type, frameworkId, executorId, subscribe } = call
  const mediaType = acceptedMediaType(request.headers.accept)
  if (type === 'SUBSCRIBE' && mediaType === null) return text(reply, 406, NOT_ACCEPTABLE)
  if (type === 'HEARTBEAT') return reply.code(202).send()
  const executor = runner.get(frameworkId, executorId)
  if (executor === undefined) return text(reply, 400, knows(options, frameworkId) ? 'Executor cannot be found' : 'Framework cannot be found')
  if (claims !== undefined && !speaksFor(claims, executor)) return text(reply, 403, 'The token is not that of this executor')
  if (type === 'SUBSCRIBE') {
    reply.hijack()
    runner.subscribe(executor, new ResponseConnection(reply.raw, { event: 'executor.Event', mediaType: mediaType!, maxUnreadBytes }), subscribe!)
    return reply
  }
  if (executor.phase === 'REGISTERING') return text(reply, 403, 'Executor is not subscribed')
  if (type === 'UNKNOWN') return text(reply, 501, '501 Not Implemented.')
  runner.call(executor, call)
  return reply.code(202).send()
}

function knows ({ runner, hasFramework }: ExecutorApiOptions, { value }: FrameworkID): boolean {
  return hasFramework({ value }) || runner.executors().some(({ frameworkId }) => frameworkId?.value === value)
}

function speaksFor ({ fid, eid, cid }: ExecutorClaims, { frameworkId, executorId, key }: Executor): boolean {
  return fid === frameworkId && eid === executorId && cid === key
}
