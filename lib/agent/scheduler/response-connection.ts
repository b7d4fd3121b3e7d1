import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { SchedulerEvent } from '../../../types/mesos-v1.ts'
import type { EventConnection } from '../../../types/scheduler.ts'
import { mediaTypeText } from '../../wire/media-type.ts'
import { encode } from '../../wire/protobuf-codec.ts'
import { encodeRecord } from '../../wire/recordio.ts'
import { toJson } from '../../wire/to-json.ts'

export interface ResponseConnectionOptions {
  mediaType: 'json' | 'protobuf'
  /** A client that has more than this unread is cut off, rather than kept in our memory. */
  maxUnreadBytes: number
}

/** A subscription over HTTP: the response, kept open, with one RecordIO record per event. */
export class ResponseConnection implements EventConnection {
  readonly streamId = randomUUID()
  readonly #response: ServerResponse
  readonly #options: ResponseConnectionOptions

  constructor (response: ServerResponse, options: ResponseConnectionOptions) {
    this.#response = response
    this.#options = options
    response.writeHead(200, {
      'Content-Type': mediaTypeText[options.mediaType],
      'Mesos-Stream-Id': this.streamId,
      // Nothing can follow on a connection whose answer ends when the subscription does.
      Connection: 'close'
    })
    response.flushHeaders()
  }

  /** One write per event: there are clients that take one chunk for one record. */
  send (event: SchedulerEvent): void {
    const { writableEnded, destroyed, writableLength } = this.#response
    if (writableEnded || destroyed) return
    if (writableLength > this.#options.maxUnreadBytes) this.#response.destroy()
    else this.#response.write(encodeRecord(this.#payload(event)))
  }

  close (): void {
    this.#response.end()
  }

  onClose (listener: () => void): void {
    this.#response.once('close', listener)
  }

  #payload (event: SchedulerEvent): Buffer {
    return this.#options.mediaType === 'json' ? Buffer.from(toJson('scheduler.Event', event)) : encode('scheduler.Event', event)
  }
}
