import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { deferred } from '../../../lib/util/deferred.ts'
import { RecordDecoder } from '../../../lib/wire/recordio.ts'

export interface Answer { status: number, headers: IncomingHttpHeaders, body: string }

export interface CallOptions { method?: string, path?: string, headers?: Record<string, string>, body?: string | Uint8Array }

async function send (port: number, { method = 'POST', path = '/api/v1/scheduler', headers = {}, body }: CallOptions): Promise<IncomingMessage> {
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response') as [IncomingMessage]
  return response
}

/** One request over a real socket. */
export async function exchange (port: number, options: CallOptions): Promise<Answer> {
  const response = await send(port, options)
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode!, headers: response.headers, body }
}

/** A subscription over a real socket, read record by record. */
export class Subscription {
  readonly chunks: Buffer[] = []
  readonly records: Buffer[] = []
  readonly ended: Promise<void>
  readonly response: IncomingMessage
  #news = deferred<void>()

  private constructor (response: IncomingMessage) {
    this.response = response
    const decoder = new RecordDecoder()
    response.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk)
      this.records.push(...decoder.push(chunk))
      this.#news.resolve()
      this.#news = deferred()
    })
    response.on('error', () => {})
    this.ended = new Promise(resolve => response.once('close', resolve))
  }

  static async open (port: number, options: CallOptions): Promise<Subscription> {
    return new Subscription(await send(port, options))
  }

  get streamId () { return String(this.response.headers['mesos-stream-id']) }
  get events () { return this.records.map(record => JSON.parse(String(record))) }

  /** The first event that fits, once it has come. */
  async event (fits: (event: any) => boolean): Promise<any> {
    for (;;) {
      const found = this.events.find(fits)
      if (found !== undefined) return found
      await this.#news.promise
    }
  }

  close () { this.response.destroy() }
}
