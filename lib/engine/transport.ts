import type { Agent } from 'node:http'
import { stringify } from 'node:querystring'
import type { Readable } from 'node:stream'
import type Docker from 'dockerode'
import type { EngineVersion, RegistryAuth } from '../../types/docker-engine.ts'
import { ask } from './ask.ts'
import { Call } from './call.ts'
import type { CallLimits } from './call.ts'
import { engineUnreachable } from './engine-error.ts'
import { openModem } from './open-modem.ts'
import { quietAgent } from './quiet-agent.ts'
import { spokenVersion } from './spoken-version.ts'

export interface EngineRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the API version. */
  path: string
  query?: Record<string, string> | undefined
  body?: object
  auth?: RegistryAuth
  hijack?: boolean
  /** It changes nothing, and carries nothing. Default: for GET. */
  asks?: boolean
  /** For what must work before the version is negotiated. */
  unversioned?: boolean
}

export interface Answer {
  status: number
  /** Must be read to its end or returned early, else its socket stays taken. Rejects when the answer was cut. */
  body: AsyncGenerator<Buffer, void>
  /** Ends the call; reading then rejects with the reason. */
  abort (reason: unknown): void
  /** What to throw for an answer that ended where it should not. */
  failure (cause: unknown): unknown
}

// The modem drains refused answers without an error listener and hangs when they are cut: it is told that all are fine.
const anyStatus = new Proxy({}, { get: () => true })

/**
 * The only way to the socket. Questions go there directly: after a restart there are hundreds, and dockerode renders each request as text. It
 * takes a quarter of a second to load, and is when something is to be done first.
 */
export class Transport {
  readonly #socketPath: string
  readonly #preferred: string
  #spoken: string
  readonly #agent: Agent = quietAgent()
  #modem: Docker['modem'] | undefined
  readonly #calls = new Set<Call>()
  #closed = false

  constructor (socketPath: string, apiVersion: string) {
    this.#socketPath = socketPath
    this.#preferred = apiVersion
    this.#spoken = apiVersion
  }

  /** From the next request on speaks what this engine takes. */
  negotiate (version: EngineVersion): void {
    this.#spoken = spokenVersion(this.#preferred, version)
  }

  /** Resolves at the headers of any answer, whatever its status. `streaming` answers are bound by the deadline until their headers only. */
  async open (request: EngineRequest, limits: CallLimits, streaming = false): Promise<Answer> {
    if (this.#closed) throw this.#closing()
    const call = new Call(`${request.method} ${request.path}`, this.#socketPath, limits)
    this.#calls.add(call)
    const stream = await this.#dial(request, call).catch((error: unknown) => {
      this.#end(call)
      throw call.failure(error)
    })
    const destroy = (): void => { stream.destroy() }
    call.signal.addEventListener('abort', destroy)
    stream.once('close', () => {
      call.signal.removeEventListener('abort', destroy)
      this.#end(call)
    })
    // Between the headers and the first read nobody else listens, and an unheard 'error' ends the process.
    stream.on('error', () => {})
    if (streaming) call.dropDeadline()
    return {
      status: stream.statusCode ?? 101,
      body: readBody(stream, call),
      abort: (reason) => call.abort(reason),
      failure: (cause) => call.failure(cause)
    }
  }

  async close (): Promise<void> {
    this.#closed = true
    for (const call of this.#calls) call.abort(this.#closing())
    this.#agent.destroy()
  }

  async #dial (request: EngineRequest, call: Call): Promise<Readable & { statusCode?: number | undefined }> {
    const { method, query = {}, body = {}, auth, hijack = false, asks = method === 'GET', unversioned = false } = request
    const path = `${unversioned ? '' : `/v${this.#spoken}`}${request.path}?`
    if (asks) return await ask({ agent: this.#agent, socketPath: this.#socketPath, method, path: path + stringify(query), signal: call.signal })
    const modem = this.#modem ??= openModem(this.#socketPath, this.#agent)
    return await new Promise((resolve, reject) => {
      modem.dial({
        method,
        path,
        // Given together, else the whole of either goes into both the URL and the body.
        options: { _query: query, _body: body },
        ...(auth === undefined ? {} : { authconfig: { ...auth } }),
        abortSignal: call.signal,
        statusCodes: anyStatus,
        isStream: true,
        hijack
      }, (error, stream) => error === null ? resolve(stream as Readable) : reject(error))
    })
  }

  #end (call: Call): void {
    call.end()
    this.#calls.delete(call)
  }

  #closing (): unknown {
    return engineUnreachable(this.#socketPath, new Error('the client is closed'))
  }
}

async function * readBody (stream: Readable, call: Call): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of stream) yield chunk
  } catch (error) {
    throw call.failure(error)
  }
  // A stream that was destroyed before its first read ends without complaint.
  if (!stream.readableEnded) throw call.failure(new Error('the answer was cut'))
}
