import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import mime from 'mime'
import type { EngineReport } from '../../types/engine-health.ts'
import type { AgentCall, TaskInfo } from '../../types/mesos-v1.ts'
import { legacyContainers } from '../agent/operator/legacy-containers.ts'
import { answerOperatorCall } from '../agent/operator/operator-calls.ts'
import type { OperatorParts } from '../agent/operator/operator-calls.ts'
import { browseQuery } from '../agent/operator/browse-query.ts'
import { readQuery } from '../agent/operator/read-query.ts'
import { sharedAbort } from '../util/shared-abort.ts'
import { unlessAborted } from '../util/unless-aborted.ts'
import { fromJson } from '../wire/from-json.ts'
import { acceptedMediaType, mediaTypeText, requestMediaType } from '../wire/media-type.ts'
import { encode } from '../wire/protobuf-codec.ts'
import { asciiJson, toJsonValue } from '../wire/to-json.ts'
import { callIn, prepareCallScope, text } from './call-endpoint.ts'

export interface OperatorApiOptions {
  parts: OperatorParts
  /** False until recovery has finished: everything but health and version answers 503. */
  recovered: () => boolean
  /** The state of the Docker engine; null where there is none. */
  engine: () => EngineReport | null
}

const ACCEPTED = ['json', 'protobuf', 'recordio'] as const
const EXPECTED = 'application/json or application/x-protobuf or application/recordio'

/** The v1 operator API of the agent and the legacy endpoints beside it, each also below `/slave(1)` as tools of old ask for them. */
export const operatorApi = fp(async (app: FastifyInstance, { parts, recovered, engine }: OperatorApiOptions) => {
  const closing = sharedAbort()
  app.addHook('preClose', async () => closing.abort(Object.assign(new Error('The agent is closing'), { statusCode: 503 })))

  app.setNotFoundHandler((_request, reply) => text(reply, 404, '404 Not Found.'))
  app.register(async scope => {
    prepareCallScope(scope)
    for (const prefix of ['', '/slave(1)']) {
      scope.get(`${prefix}/health`, (_request, reply) => reply.send())
      scope.get(`${prefix}/version`, (_request, reply) => json(reply, toJsonValue('VersionInfo', parts.version)))
      scope.get(`${prefix}/flags`, (_request, reply) => json(reply, { flags: parts.flags }))
      scope.get(`${prefix}/metrics/snapshot`, (_request, reply) => json(reply, parts.metrics.snapshot()))
      scope.get(`${prefix}/engine`, (_request, reply) => json(reply, { docker: engine() }))
      scope.get(`${prefix}/containers`, async (request, reply) => {
        if (!recovered()) return text(reply, 503, 'Agent has not finished recovery')
        const answer = await legacyContainers(parts, queryOf(request))
        return 'text' in answer ? text(reply, answer.status, answer.text) : json(reply, answer)
      })
      scope.post(`${prefix}/containerizer/plan`, async (request, reply) => {
        if (parts.plan === undefined) return text(reply, 501, 'This agent has no docker containerizer')
        return json(reply, await parts.plan(fromJson<TaskInfo>('TaskInfo', String(request.body))))
      })
      scope.get(`${prefix}/files/read`, async (request, reply) => {
        const answer = await readQuery(parts.files, queryOf(request))
        return 'text' in answer ? text(reply, answer.status, answer.text) : json(reply, answer)
      })
      scope.get(`${prefix}/files/browse`, async (request, reply) => {
        const answer = await browseQuery(parts.files, queryOf(request))
        return 'text' in answer ? text(reply, answer.status, answer.text) : json(reply, answer)
      })
      scope.get(`${prefix}/files/debug`, async (_request, reply) => json(reply, await parts.files.attached()))
      scope.get(`${prefix}/files/download`, async (request, reply) => {
        const { path = '' } = queryOf(request)
        if (path === '') return text(reply, 400, "Expecting 'path=value' in query.\n")
        const answer = await parts.files.download(path)
        if ('text' in answer) return text(reply, answer.status, answer.text)
        const { name, size, content } = answer
        return reply.headers({ 'Content-Type': mime.getType(name) ?? 'application/octet-stream', 'Content-Length': size, 'Content-Disposition': attachmentOf(name) }).send(content)
      })
      scope.all(`${prefix}/api/v1`, {
        onRequest: async (request, reply) => recovered() ? refuseEarly(request, reply) : text(reply, 503, 'Agent has not finished recovery')
      }, async (request, reply) => {
        const { status, response, json: said, text: words } = await unlessAborted(answerOperatorCall(parts, callIn<AgentCall>('agent.Call', request)), closing.signal)
        if (words !== undefined) return text(reply, status, words)
        if (response === undefined) return reply.code(status).send()
        const mediaType = acceptedMediaType(request.headers.accept, ACCEPTED)
        if (mediaType === 'recordio') return text(reply, 406, `Streaming response is not supported for ${response.type} call`)
        return reply.code(status).header('Content-Type', mediaTypeText[mediaType!])
          .send(mediaType === 'json' ? Buffer.from(asciiJson(said ?? toJsonValue('agent.Response', response))) : encode('agent.Response', response))
      })
    }
  })
}, { name: 'operator-api', fastify: '5.x' })

/** Of a name that is given twice the last counts, as in libprocess. */
function queryOf ({ query }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [name, [value].flat().at(-1) as string]))
}

/** As the original's where the name needs no escape; whoever fills a sandbox gives the names. */
function attachmentOf (name: string): string {
  return /^[\w.+-]+$/.test(name) ? `attachment; filename=${name}` : `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

function json (reply: FastifyReply, body: object): FastifyReply {
  return reply.header('Content-Type', 'application/json').send(Buffer.from(JSON.stringify(body)))
}

/** What can be told from the head of a request, before its body is read. */
function refuseEarly ({ method, headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const contentType = headers['content-type']
  if (method !== 'POST') return text(reply.header('Allow', 'POST'), 405, `405 Method Not Allowed. Expecting one of { 'POST' }, but received '${method}'.`)
  if (contentType === undefined) return text(reply, 400, "Expecting 'Content-Type' to be present")
  const type = requestMediaType(contentType, ACCEPTED)
  if (type === null) return text(reply, 415, `Expecting 'Content-Type' of ${EXPECTED}`)
  if (type !== 'recordio' && headers['message-content-type'] !== undefined) return text(reply, 415, "'Message-Content-Type' is for streaming requests only")
  const accepted = acceptedMediaType(headers.accept, ACCEPTED)
  if (accepted === null) return text(reply, 406, `Expecting 'Accept' to allow ${EXPECTED}`)
  if (accepted !== 'recordio' && headers['message-accept'] !== undefined) return text(reply, 406, "'Message-Accept' is for streaming responses only")
  // Unlike Mesos, which reads the first record to say so: none of our calls has a body that streams.
  if (type === 'recordio') return text(reply, 415, 'Streaming requests are not supported by this agent')
  return undefined
}
