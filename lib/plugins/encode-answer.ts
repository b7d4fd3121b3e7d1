import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { headerAdmits } from '../wire/header-admits.ts'

/** As libprocess does: what is shorter is not worth it. */
const SHORTEST = 1024

const gzipped = promisify(gzip)

/** A hook: answers that are whole go gzip'd to who asks for that; what is streamed never does. */
export async function encodeAnswer ({ headers }: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<unknown> {
  if (!(typeof answer === 'string' || Buffer.isBuffer(answer)) || Buffer.byteLength(answer) < SHORTEST) return answer
  reply.header('Vary', 'Accept-Encoding')
  if (!headerAdmits(headers['accept-encoding']?.toString() ?? '', ['gzip', '*'])) return answer
  reply.header('Content-Encoding', 'gzip').removeHeader('Content-Length')
  return await gzipped(answer)
}
