import type { SchedulerCall, SchedulerEvent } from '../../types/mesos-v1.ts'
import { fromJson } from '../wire/from-json.ts'
import { decode, encode } from '../wire/protobuf-codec.ts'
import { toJson } from '../wire/to-json.ts'

export interface CallCodec {
  mediaType: string
  encode (call: SchedulerCall): Buffer
  decode (record: Buffer): SchedulerEvent
}

/** How calls are written and events read; `contentType` is a word of the flag, short or as a media type. */
export function callCodec (contentType: string): CallCodec {
  if (contentType.endsWith('json')) {
    return {
      mediaType: 'application/json',
      encode: call => Buffer.from(toJson('scheduler.Call', call)),
      decode: record => fromJson<SchedulerEvent>('scheduler.Event', record.toString())
    }
  }
  return {
    mediaType: 'application/x-protobuf',
    encode: call => encode('scheduler.Call', call),
    decode: record => decode<SchedulerEvent>('scheduler.Event', record)
  }
}
