import protobuf from 'protobufjs'
import t from 'tap'
import { decodeMessage, maxDepth, setKey } from '../../lib/wire/decode-message.ts'
import type { Progress } from '../../lib/wire/encode-message.ts'
import { messagePlan } from '../../lib/wire/message-plan.ts'

function read (type: string, hex: string): { message: Record<string, unknown>, progress: Progress } {
  const progress: Progress = { at: undefined, incomplete: false }
  const reader = protobuf.Reader.create(Buffer.from(hex, 'hex'))
  return { message: decodeMessage(messagePlan(type), reader, reader.len, {}, progress), progress }
}

t.test('each kind of value is read', async (t) => {
  t.strictSame(read('Resource.DiskInfo.Source', '08022202c3a9').message, { type: 'MOUNT', id: 'é' })
  t.strictSame(read('Value.Scalar', '09000000000000f03f').message, { value: 1 })
  t.strictSame(read('TimeInfo', '08ffffffffffffffffff01').message, { nanoseconds: -1 })
  t.strictSame(read('Value.Range', '080110ffffffffffffffffff01').message, { begin: 1, end: 2 ** 64 })
  t.strictSame(read('CommandInfo', '3000').message, { shell: false })
  t.strictSame(read('executor.Call.Message', '120107').message, { data: Buffer.from([7]) })
})

t.test('unknown fields of every form are skipped', async (t) => {
  t.strictSame(read('TaskID', '7801' + '790000000000000000' + '7a0161' + '7d00000000' + '7b80010a7c' + '0a0162').message, { value: 'b' })
})

t.test('a field of an unexpected form is skipped', async (t) => {
  t.strictSame(read('TaskID', '0805').message, {})
  t.strictSame(read('agent.Call.LaunchContainer', '2805').message, {})
})

t.test('an enum value that is unknown leaves its field unset', async (t) => {
  t.strictSame(read('executor.Event', '0863').message, {})
  t.ok(read('TaskStatus', '0a030a0174' + '1063').progress.incomplete)
})

t.test('items of a repeated field are kept apart', async (t) => {
  t.strictSame(read('Value.Ranges', '0a0408011002' + '0a0408031004').message, { range: [{ begin: 1, end: 2 }, { begin: 3, end: 4 }] })
})

t.test('a repeated field may be packed', async (t) => {
  t.strictSame(read('HealthCheck.HTTPCheckInfo', '20c801' + '2203c80107').message, { statuses: [200, 200, 7] })
  t.throws(() => read('HealthCheck.HTTPCheckInfo', '2205c801'), { message: '3 bytes are missing' })
})

t.test('a second occurrence of a message is merged, of a value replaces', async (t) => {
  t.strictSame(read('ContainerID', '12030a0161' + '12051203' + '0a0162').message, { parent: { value: 'a', parent: { value: 'b' } } })
  t.strictSame(read('TaskID', '0a0161' + '0a0162').message, { value: 'b' })
})

t.test('a map\'s entry may lack its key or its value', async (t) => {
  const limits = (hex: string) => read('agent.Call.LaunchContainer', '0a030a0163' + hex)
  t.strictSame(limits('2a0b1209090000000000000000').message['limits'], { '': { value: 0 } })
  t.notOk(limits('2a0b1209090000000000000000').progress.incomplete)
  t.strictSame(limits('2a030a0161').message['limits'], { a: {} })
  t.ok(limits('2a030a0161').progress.incomplete)
  t.strictSame(read('Volume.Source.CSIVolume.StaticProvisioning', '2a030a0161').message['volumeContext'], { a: '' })
})

t.test('bytes that end too early or too late are refused', async (t) => {
  t.throws(() => read('ContainerID', '12030a01'), { message: '1 bytes are missing' })
  t.throws(() => read('ContainerID', '12020a0161'), { message: 'a field ends behind its message' })
  t.throws(() => read('TaskID', '0aff'), { name: 'Error' })
})

t.test('nesting is bounded', async (t) => {
  const nested = (depth: number): Buffer => {
    let bytes = Buffer.from('0a0161', 'hex')
    const parent = (inner: Buffer) => Buffer.from(protobuf.Writer.create().uint32(0x12).bytes(inner).finish())
    for (let level = 0; level < depth; level++) bytes = Buffer.concat([Buffer.from('0a0161', 'hex'), parent(bytes)])
    return bytes
  }
  t.match(read('ContainerID', nested(maxDepth).toString('hex')).message, { value: 'a' })
  t.throws(() => read('ContainerID', nested(maxDepth + 1).toString('hex')), { message: 'nested too deeply' })
})

t.test('a key is a key, whatever its name', async (t) => {
  const target = {}
  setKey(target, '__proto__', 1)
  t.strictSame(Object.entries(target), [['__proto__', 1]])
})
