import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import type { ExecutorCall, ExecutorCallSubscribe, ExecutorEvent } from '../../../types/mesos-v1.ts'
import { errors } from '../../errors.ts'
import { decode, encode } from '../../wire/protobuf-codec.ts'
import { RecordDecoder } from '../../wire/recordio.ts'

export interface AgentAddress {
  /** `host:port`. */
  endpoint: string
  frameworkId: string
  executorId: string
  /** Where executors have to show who they are. */
  token?: string | undefined
}

const MEDIA_TYPE = 'application/x-protobuf'

/** One executor's calls to the v1 Executor API of its agent. Errors are CONTAINERIZER_ERR_AGENT_FAILED. */
export class AgentCalls {
  readonly #address: AgentAddress
  readonly #headers: Record<string, string>
  // Between heartbeats, of which the agent decides, the stream of events is silent.
  readonly #agent = new Agent({ bodyTimeout: 0 })

  constructor (address: AgentAddress) {
    this.#address = address
    const { token } = address
    this.#headers = { 'content-type': MEDIA_TYPE, accept: MEDIA_TYPE, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  }

  /** Subscribes and gives every event; ends when the agent ends the stream, throws when it refuses or is lost. */
  async * events (subscribe: ExecutorCallSubscribe): AsyncGenerator<ExecutorEvent> {
    const body = await this.#post({ type: 'SUBSCRIBE', subscribe }, 200)
    const records = new RecordDecoder()
    try {
      for await (const chunk of body) {
        for (const record of records.push(chunk as Buffer)) yield decode<ExecutorEvent>('executor.Event', record)
      }
    } catch (cause) {
      throw failed(`Lost the agent at ${this.#address.endpoint}: ${(cause as Error).message}`, cause)
    }
  }

  /** Resolves once the agent has taken it. */
  async send (call: Omit<ExecutorCall, 'frameworkId' | 'executorId'>): Promise<void> {
    await (await this.#post(call, 202)).dump()
  }

  /** Ends the stream and whatever is in flight. */
  async close (): Promise<void> {
    await this.#agent.destroy()
  }

  async #post (call: Omit<ExecutorCall, 'frameworkId' | 'executorId'>, expected: number): Promise<Dispatcher.ResponseData['body']> {
    const { endpoint, frameworkId, executorId } = this.#address
    const whole = { frameworkId: { value: frameworkId }, executorId: { value: executorId }, ...call }
    const { statusCode, body } = await request(`http://${endpoint}/api/v1/executor`, {
      method: 'POST', headers: this.#headers, body: encode('executor.Call', whole), dispatcher: this.#agent
    }).catch((cause: NodeJS.ErrnoException) => {
      // By code: the message is empty where several addresses were tried.
      throw failed(`Failed to reach the agent at ${endpoint}: ${cause.code}`, cause)
    })
    if (statusCode === expected) return body
    const text = await body.text()
    throw failed(`The agent at ${endpoint} refused ${call.type}: ${statusCode} ${text.trim()}`)
  }
}

function failed (text: string, cause?: unknown): Error {
  return new errors.CONTAINERIZER_ERR_AGENT_FAILED(text, { cause })
}
