import t from 'tap'
import { encode, decode } from '../../lib/wire/protobuf-codec.ts'

const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_WIRE_INVALID', message })

t.test('a message takes the bytes proto2 gives it', async (t) => {
  t.equal(encode('TaskID', { value: 'ab' }).toString('hex'), '0a026162')
  t.equal(encode('executor.Event', { type: 'HEARTBEAT' }).toString('hex'), '0809')
  t.equal(encode('Offer', {
    id: { value: 'o' }, frameworkId: { value: 'f' }, agentId: { value: 'a' }, hostname: 'h', executorIds: [{ value: 'e' }, { value: 'g' }]
  }).toString('hex'), '0a030a016f12030a01661a030a016122016832030a016532030a0167')
})

t.test('a message reads back as it was', async (t) => {
  const status = {
    taskId: { value: 't' },
    state: 'TASK_RUNNING',
    message: 'größer',
    data: Buffer.from([0, 255]),
    timestamp: 1.5,
    healthy: false,
    limits: undefined,
    labels: { labels: [{ key: 'a' }, { key: 'b', value: '' }] },
    unreachableTime: { nanoseconds: -1795419789475618800 },
    checkStatus: { type: 'COMMAND', command: { exitCode: -1 } }
  }
  const { limits, ...same } = status
  t.equal(limits, undefined)
  t.strictSame(decode('TaskStatus', encode('TaskStatus', status)), same)
})

t.test('maps are pairs, also with a hostile key', async (t) => {
  const task = {
    name: 'n',
    taskId: { value: 't' },
    agentId: { value: 'a' },
    limits: JSON.parse('{"cpus":{"value":2},"__proto__":{"value":1}}')
  }
  const read = decode<typeof task>('TaskInfo', encode('TaskInfo', task))
  t.strictSame(Object.keys(read.limits), ['cpus', '__proto__'])
  t.strictSame(read, task)
})

t.test('unset required fields are all named, by their paths', async (t) => {
  const call = { type: 'ACCEPT', accept: { operations: [{ type: 'LAUNCH', launch: { taskInfos: [{ name: 'n', limits: { cpus: {} } }] } }] } }
  t.throws(() => encode('scheduler.Call', call), refused('Failed to write Call protobuf: Missing required fields: ' +
    'accept.operations[0].launch.task_infos[0].task_id, accept.operations[0].launch.task_infos[0].agent_id, ' +
    'accept.operations[0].launch.task_infos[0].limits[cpus].value'))
  t.throws(() => decode('executor.Call', Buffer.from('0802', 'hex')),
    refused('Failed to parse body into Call protobuf: Missing required fields: executor_id, framework_id'))
})
