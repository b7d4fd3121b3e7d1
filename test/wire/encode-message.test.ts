import protobuf from 'protobufjs'
import t from 'tap'
import { encodeMessage, wireType, type Progress } from '../../lib/wire/encode-message.ts'
import { messagePlan } from '../../lib/wire/message-plan.ts'

function write (type: string, message: Record<string, unknown>): { hex: string, progress: Progress } {
  const progress: Progress = { at: undefined, incomplete: false }
  const writer = protobuf.Writer.create()
  encodeMessage(messagePlan(type), message, writer, progress)
  return { hex: Buffer.from(writer.finish()).toString('hex'), progress }
}

t.test('each kind of value has its form', async (t) => {
  t.equal(write('Resource.DiskInfo.Source', { type: 'MOUNT', id: 'é' }).hex, '08022202c3a9')
  t.equal(write('Value.Scalar', { value: 1 }).hex, '09000000000000f03f')
  t.equal(write('TimeInfo', { nanoseconds: -1 }).hex, '08ffffffffffffffffff01')
  t.equal(write('Value.Range', { begin: 1, end: 300 }).hex, '080110ac02')
  t.equal(write('CommandInfo', { shell: false }).hex, '3000')
  t.equal(write('Address', { port: -1 }).hex, '18ffffffffffffffffff01')
  t.equal(write('ContainerID', { value: 'a', parent: { value: 'b' } }).hex, '0a016112030a0162')
  t.equal(write('executor.Call.Message', { data: new Uint8Array([7]) }).hex, '120107')
})

t.test('the ends of the 64-bit kinds do not wrap around', async (t) => {
  t.equal(write('TimeInfo', { nanoseconds: 2 ** 63 }).hex, '08ffffffffffffffff7f')
  t.equal(write('TimeInfo', { nanoseconds: -(2 ** 63) }).hex, '0880808080808080808001')
  t.equal(write('Value.Range', { begin: 0, end: 2 ** 64 }).hex, '080010ffffffffffffffffff01')
})

t.test('a repeated field is written once per item', async (t) => {
  t.equal(write('Value.Set', { item: ['a', 'b'] }).hex, '0a01610a0162')
  t.equal(write('Value.Set', { item: [] }).hex, '')
})

t.test('a map is one entry per pair', async (t) => {
  t.equal(write('Offer.Operation', {}).hex, '')
  t.equal(write('agent.Call.LaunchContainer', { containerId: { value: 'c' }, limits: { a: { value: 0 } } }).hex,
    '0a030a0163' + '2a0e' + '0a0161' + '1209090000000000000000')
})

t.test('a required field that is unset leaves the run incomplete', async (t) => {
  t.ok(write('ContainerID', {}).progress.incomplete)
  t.ok(write('ContainerID', { value: 'a', parent: {} }).progress.incomplete)
  t.notOk(write('ContainerID', { value: '' }).progress.incomplete)
})

t.test('values that do not fit are refused', async (t) => {
  const cases: Array<[type: string, message: Record<string, unknown>]> = [
    ['TaskID', { value: 1 }],
    ['TaskStatus', { taskId: 't' }],
    ['TaskStatus', { state: 'TASK_FLYING' }],
    ['TaskStatus', { state: 1 }],
    ['TaskStatus', { data: 'text' }],
    ['TaskStatus', { healthy: 'yes' }],
    ['TaskStatus', { timestamp: '1' }],
    ['Address', { port: 2 ** 31 }],
    ['Address', { port: 0.5 }],
    ['Value.Range', { begin: -1 }]
  ]
  for (const [type, message] of cases) t.throws(() => write(type, message), { name: 'TypeError', message: 'does not fit' })
  t.throws(() => write('TaskStatus', { taskId: 't' }), { message: "'t' does not fit" })
})

t.test('every kind has its wire type', async (t) => {
  t.strictSame([wireType.string, wireType.double, wireType.enum], [2, 1, 0])
})
