import { Agent, request } from 'undici'
import type { FrameworkID, FrameworkInfo, SchedulerCall, SchedulerEvent } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { RecordDecoder } from '../wire/recordio.ts'
import type { CallCodec } from './call-codec.ts'

export interface SchedulerConnectionOptions {
  /** `host:port` or an http URL. */
  master: string
  codec: CallCodec
  credential?: { principal: string, secret: string }
}

const maxRedirects = 5

/** One framework's connection to a v1 Scheduler API: the stream of events one way, single calls the other. Errors are CONTAINERIZER_ERR_MASTER_FAILED. */
export class SchedulerConnection {
  readonly #codec: CallCodec
  readonly #headers: Record<string, string>
  // The stream stays silent between heartbeats, whose interval is the master's to choose.
  readonly #agent = new Agent({ bodyTimeout: 0 })
  #url: URL
  #frameworkId: FrameworkID | undefined

  constructor ({ master, codec, credential }: SchedulerConnectionOptions) {
    this.#codec = codec
    this.#url = schedulerUrl(master)
    this.#headers = {
      'content-type': codec.mediaType,
      accept: codec.mediaType,
      ...(credential && { authorization: 'Basic ' + Buffer.from(`${credential.principal}:${credential.secret}`).toString('base64') })
    }
  }

  /** Set once SUBSCRIBED was received. */
  get frameworkId (): FrameworkID | undefined {
    return this.#frameworkId
  }

  /** Subscribes and yields every event; ends when the master ends the stream, throws when it breaks. Once per connection. */
  async * subscribe (frameworkInfo: FrameworkInfo): AsyncGenerator<SchedulerEvent> {
    const body = await this.#open({ type: 'SUBSCRIBE', subscribe: { frameworkInfo } })
    const records = new RecordDecoder()
    try {
      for await (const chunk of body) {
        for (const record of records.push(chunk as Buffer)) {
          const event = this.#codec.decode(record)
          this.#frameworkId ??= event.subscribed?.frameworkId
          yield event
        }
      }
    } catch (cause) {
      throw failed(`Lost the connection to ${this.#url.host}: ${(cause as Error).message}`, cause)
    }
  }

  /** Sends a call of this framework; resolves once the master has taken it. */
  async send (call: SchedulerCall): Promise<void> {
    const answer = await this.#post({ ...call, ...(this.#frameworkId && { frameworkId: this.#frameworkId }) })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw failed(`${this.#url.host} refused ${call.type}: ${answer.statusCode} ${text.trim()}`)
  }

  /** Ends the stream and whatever is in flight. */
  async close (): Promise<void> {
    await this.#agent.destroy()
  }

  async #open (call: SchedulerCall) {
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const { statusCode, headers, body } = await this.#post(call)
      if (statusCode === 200) {
        this.#headers['mesos-stream-id'] = String(headers['mesos-stream-id'])
        return body
      }
      const text = await body.text()
      if (statusCode !== 307) throw failed(`${this.#url.host} refused ${call.type}: ${statusCode} ${text.trim()}`)
      // Not the leading master: it names the one that is, without a scheme.
      this.#url = new URL(String(headers['location']), this.#url)
    }
    throw failed('Redirected too often in search of the leading master')
  }

  async #post (call: SchedulerCall) {
    try {
      return await request(this.#url, { method: 'POST', headers: this.#headers, body: this.#codec.encode(call), dispatcher: this.#agent })
    } catch (cause) {
      // By code: the message is empty where several addresses were tried.
      throw failed(`Failed to reach ${this.#url.host}: ${(cause as NodeJS.ErrnoException).code}`, cause)
    }
  }
}

function schedulerUrl (master: string): URL {
  const text = master.includes('://') ? master : `http://${master}`
  if (!/^https?:/.test(text) || !URL.canParse(text)) throw failed(`Cannot reach a master at '${master}': expecting host:port`)
  return new URL('/api/v1/scheduler', text)
}

function failed (text: string, cause?: unknown): Error {
  return new errors.CONTAINERIZER_ERR_MASTER_FAILED(text, { cause })
}
