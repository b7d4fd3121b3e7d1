import { gunzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'

export interface RefusedBody { status: number, text: string, headers: Record<string, string> }

/**
 * Puts what a gzip'd body holds in its place; it may not be larger than any other body. Not left to a thread: calls that come one behind the other on a
 * connection would overtake each other. Undefined: there is nothing wrong with it.
 */
export function decodeBody (request: FastifyRequest, limit: number): RefusedBody | undefined {
  const { headers, body } = request
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (!Buffer.isBuffer(body) || coding === 'identity') return undefined
  // Unlike Mesos, which takes what is coded otherwise for what it holds.
  if (coding !== 'gzip' && coding !== 'x-gzip') return { status: 415, text: "Expecting 'Content-Encoding' of gzip, or none", headers: { 'Accept-Encoding': 'gzip' } }
  try {
    request.body = gunzipSync(body, { maxOutputLength: limit })
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { status: 413, text: `Expecting a body of at most ${limit} bytes when it is decoded`, headers: {} }
      : { status: 400, text: `Failed to decode the gzip'd body: ${message}`, headers: {} }
  }
}
