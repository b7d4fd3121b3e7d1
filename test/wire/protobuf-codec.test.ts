import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { encode, decode } from '../../lib/wire/protobuf-codec.ts'
import { messagePlan } from '../../lib/wire/message-plan.ts'
import { loadRoot } from '../../scripts/generate-types.mjs'
import { arbitraryMessage, wholeMessages } from '../fixtures/wire/arbitrary-message.ts'

const root = loadRoot()

const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_WIRE_INVALID', message })

t.test('a message takes the bytes proto2 gives it', async (t) => {
  t.equal(encode('TaskID', { value: 'ab' }).toString('hex'), '0a026162')
  t.equal(encode('executor.Event', { type: 'HEARTBEAT' }).toString('hex'), '0809')
  t.equal(encode('Offer', {
    id: { value: 'o' }, frameworkId: { value: 'f' }, agentId: { value: 'a' }, hostname: 'h', executorIds: [{ value: 'e' }, { value: 'g' }]
  }).toString('hex'), '0a030a016f12030a01661a030a016122016832030a016532030a0167')
})

t.test('unset and unknown members take none', async (t) => {
  t.equal(encode('executor.Event', { type: undefined, launch: null, colour: 'red' }).length, 0)
})

for (const type of wholeMessages) {
  t.test(`any ${type} reads back as it was, also when protobufjs has read and written it`, async () => {
    const reflected = root.lookupType(`mesos.v1.${type}`)
    fc.assert(fc.property(arbitraryMessage(messagePlan(type), 1), (message) => {
      const bytes = encode(type, message)
      return isDeepStrictEqual(decode(type, bytes), message) &&
        isDeepStrictEqual(decode(type, reflected.encode(reflected.decode(bytes)).finish()), message)
    }), { numRuns: 8 })
  })
}

t.test('bytes may be any Uint8Array, also part of a larger one', async (t) => {
  const whole = Uint8Array.from([255, ...encode('TaskID', { value: 'ab' }), 255])
  t.strictSame(decode('TaskID', whole.subarray(1, 5)), { value: 'ab' })
})

t.test('unset required fields are all named, by their paths', async (t) => {
  const call = { type: 'ACCEPT', accept: { operations: [{ type: 'LAUNCH', launch: { taskInfos: [{ name: 'n', limits: { cpus: {} } }] } }] } }
  t.throws(() => encode('scheduler.Call', call), refused('Failed to write Call protobuf: Missing required fields: ' +
    'accept.operations[0].launch.task_infos[0].task_id, accept.operations[0].launch.task_infos[0].agent_id, ' +
    'accept.operations[0].launch.task_infos[0].limits[cpus].value'))
  t.throws(() => decode('executor.Call', Buffer.from('0802', 'hex')),
    refused('Failed to parse body into Call protobuf: Missing required fields: executor_id, framework_id'))
})

t.test('what a first occurrence lacks, a second may bring', async (t) => {
  t.strictSame(decode('executor.Call', Buffer.from('0a030a0165' + '1200' + '12030a0166', 'hex')),
    { executorId: { value: 'e' }, frameworkId: { value: 'f' } })
})

t.test('malformed bytes are refused with the field they were read for', async (t) => {
  const bytes = encode('executor.Call', { executorId: { value: 'e' }, frameworkId: { value: 'f' } })
  t.throws(() => decode('executor.Call', bytes.subarray(0, -1)),
    refused('Failed to parse body into Call protobuf: mesos.v1.executor.Call.framework_id: 1 bytes are missing'))
  t.throws(() => decode('TaskID', Buffer.from([255])), refused('Failed to parse body into TaskID protobuf: mesos.v1.TaskID: '))
})

t.test('a value of another kind is refused with the field it was meant for', async (t) => {
  t.throws(() => encode('TaskID', { value: 3 }), refused('Failed to write TaskID protobuf: mesos.v1.TaskID.value: 3 does not fit'))
  t.throws(() => encode('TaskStatus', { taskId: { value: 't' }, state: 'TASK_FLYING' }),
    refused("Failed to write TaskStatus protobuf: mesos.v1.TaskStatus.state: 'TASK_FLYING' does not fit"))
})

t.test('any bytes are either a message or refused', async (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...wholeMessages), (bytes, type) => {
    try {
      encode(type, decode(type, bytes))
    } catch (error) {
      t.match(error, { code: 'CONTAINERIZER_ERR_WIRE_INVALID' })
    }
  }), { numRuns: 300 })
  t.pass('nothing else was thrown')
})
