import protobuf from 'protobufjs/minimal.js'
import { errors } from '../errors.ts'
import { decodeMessage } from './decode-message.ts'
import { encodeMessage, type Progress } from './encode-message.ts'
import { messagePlan } from './message-plan.ts'
import type { MessagePlan } from './message-plan.ts'
import { missingFields } from './missing-fields.ts'

function run (plan: MessagePlan, failure: string, work: (progress: Progress) => object): object {
  const progress: Progress = { at: undefined, incomplete: false }
  let message
  try {
    message = work(progress)
  } catch (cause) {
    const at = progress.at === undefined ? plan.fullName : `${progress.at.owner}.${progress.at.wireName}`
    throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`${failure}: ${at}: ${(cause as Error).message}`, { cause })
  }
  if (progress.incomplete) refuseIncomplete(plan, message, failure)
  return message
}

function refuseIncomplete (plan: MessagePlan, message: object, failure: string): void {
  const missing = missingFields(plan, message)
  if (missing.length === 0) return
  throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`${failure}: Missing required fields: ${missing.join(', ')}`)
}

/**
 * Bytes of a message of types/mesos-v1.ts; `type` is its name relative to mesos.v1, such as 'executor.Event'.
 * Members the message does not know are left out. Throws WIRE_INVALID where a required field is unset, a value is of
 * another kind than its field, or an enum does not have it.
 */
export function encode (type: string, message: object): Buffer {
  const plan = messagePlan(type)
  const failure = `Failed to write ${plan.name} protobuf`
  const writer = protobuf.Writer.create()
  run(plan, failure, (progress) => {
    encodeMessage(plan, message as Record<string, unknown>, writer, progress)
    return message
  })
  return writer.finish() as Buffer
}

/**
 * The message in `bytes`: enums as strings, 64-bit integers as numbers, unset fields absent, unknown fields and enum
 * values dropped; its byte fields are views of `bytes`. Throws WIRE_INVALID for malformed bytes and for unset
 * required fields.
 */
export function decode<T = Record<string, unknown>> (type: string, bytes: Uint8Array): T {
  const plan = messagePlan(type)
  const failure = `Failed to parse body into ${plan.name} protobuf`
  const reader = protobuf.Reader.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return run(plan, failure, (progress) => decodeMessage(plan, reader, reader.len, {}, progress)) as T
}
