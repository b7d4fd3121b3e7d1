import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { ExecutorConnection } from '../../../types/executors.ts'
import type { ExecutorEvent, SchedulerEvent } from '../../../types/mesos-v1.ts'
import type { EventConnection } from '../../../types/scheduler.ts'
import { mediaTypeText } from '../../wire/media-type.ts'
import { encode } from '../../wire/protobuf-codec.ts'
import { encodeRecord } from '../../wire/recordio.ts'
import { toJson } from '../../wire/to-json.ts'

interface Events { 'scheduler.Event': SchedulerEvent, 'executor.Event': ExecutorEvent }

export interface ResponseConnectionOptions<E extends keyof Events = keyof Events> {
  /** Which events go out. Only schedulers are told the id of their stream. */
  event: E
  mediaType: 'json' | 'protobuf'
  /** A client that has more than this unread is cut off, rather than kept in our memory. */
  maxUnreadBytes: number
}

/** A subscription over HTTP: the response, kept open, with one RecordIO record per event. */
export class ResponseConnection<E extends keyof Events> implements Omit<EventConnection & ExecutorConnection, 'send'> {
  readonly streamId = randomUUID()
  readonly #response: ServerResponse
  readonly #options: ResponseConnectionOptions<E>

  constructor (response: ServerResponse, options: ResponseConnectionOptions<E>) {
    this.#response = response
    this.#options = options
    response.writeHead(200, {
      'Content-Type': mediaTypeText[options.mediaType],
      ...(options.event === 'scheduler.Event' ? { 'Mesos-Stream-Id': this.streamId } : {}),
      // Nothing can follow on a connection whose answer ends when the subscription does.
      Connection: 'close'
    })
    response.flushHeaders()
  }

  get open (): boolean {
    const { writableEnded, destroyed } = this.#response
    return !writableEnded && !destroyed
  }

  /** One write per event: there are clients that take one chunk for one record. */
  send (event: Events[E]): void {
    if (!this.open) return
    if (this.#response.writableLength > this.#options.maxUnreadBytes) this.#response.destroy()
    else this.#response.write(encodeRecord(this.#payload(event)))
  }

  close (): void {
    this.#response.end()
  }

  onClose (listener: () => void): void {
    this.#response.once('close', listener)
  }

  #payload (event: Events[E]): Buffer {
    const { mediaType, event: type } = this.#options
    return mediaType === 'json' ? Buffer.from(toJson(type, event)) : encode(type, event)
  }
}
