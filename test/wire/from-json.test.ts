import t from 'tap'
import { fromJson, fromJsonValue } from '../../lib/wire/from-json.ts'

const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_WIRE_INVALID', statusCode: 400, message })
const convert = 'Failed to convert JSON into Call protobuf: '

t.test('names are snake_case, null is unset, unknown names are ignored', async (t) => {
  t.strictSame(fromJson('executor.Call', JSON.stringify({
    type: 'SUBSCRIBE', framework_id: { value: 'f' }, executor_id: { value: 'e', colour: 1 }, frameworkId: 3, subscribe: {}, update: null
  })), { type: 'SUBSCRIBE', frameworkId: { value: 'f' }, executorId: { value: 'e' }, subscribe: {} })
})

t.test('a list may be one lone value; null in it is left out', async (t) => {
  t.strictSame(fromJsonValue('Value.Ranges', { range: { begin: 1, end: '2' } }), { range: [{ begin: 1, end: 2 }] })
  t.strictSame(fromJsonValue('Value.Set', { item: 'a' }), { item: ['a'] })
  t.strictSame(fromJsonValue('Value.Set', { item: ['a', null, 'b'] }), { item: ['a', 'b'] })
  t.strictSame(fromJsonValue('Value.Set', { item: [] }), { item: [] })
})

t.test('a map is an object; null in it is left out, any key may be', async (t) => {
  const limits = JSON.parse('{"cpus":{"value":1},"mem":null,"__proto__":{"value":"Infinity"}}')
  const read = fromJsonValue<{ limits: object }>('agent.Call.LaunchContainer', { container_id: { value: 'c' }, limits })
  t.strictSame(Object.entries(read.limits), [['cpus', { value: 1 }], ['__proto__', { value: Infinity }]])
})

t.test('an unknown enum name is unset where it may be', async (t) => {
  t.strictSame(fromJson('agent.Call', '{"type":"FLY"}'), {})
  t.strictSame(fromJsonValue('FrameworkInfo.Capability', { type: 'FLYING' }), {})
})

t.test('a value that does not fit is refused with its path', async (t) => {
  const launch = (task: object) => () => fromJsonValue('scheduler.Call',
    { accept: { operations: [{}, { launch: { task_infos: [task] } }] } })
  t.throws(launch({ name: 3 }),
    refused(`${convert}accept.operations[1].launch.task_infos[0].name: Expected text, found 3`))
  t.throws(launch({ limits: { cpus: 1 } }),
    refused(`${convert}accept.operations[1].launch.task_infos[0].limits.cpus: Expected an object, found 1`))
  t.throws(launch({ limits: [] }), refused('limits: Expected an object'))
  t.throws(launch({ task_id: ['t'] }), refused('task_id: Expected an object, found an array'))
  t.throws(() => fromJson('agent.Call', '{"type":3}'), refused(`${convert}type: Expected an enum name, found 3`))
})

t.test('unset required fields are all named', async (t) => {
  t.throws(() => fromJson('executor.Call', '{"type":"SUBSCRIBE"}'), refused(`${convert}Missing required fields: executor_id, framework_id`))
  t.throws(() => fromJsonValue('scheduler.Call', { type: 'ACKNOWLEDGE', acknowledge: { agent_id: { value: 'a' }, task_id: { value: 't' } } }),
    refused(`${convert}Missing required fields: acknowledge.uuid`))
})

t.test('only an object is a message', async (t) => {
  for (const text of ['[]', '"x"', '1', 'null']) {
    t.throws(() => fromJson('agent.Call', text), refused(`${convert}mesos.v1.agent.Call: Expected an object`))
  }
})

t.test('a text that is no JSON is a syntax error with its line', async (t) => {
  const syntax = 'Failed to parse body into JSON: syntax error at line '
  t.throws(() => fromJson('agent.Call', '{'), refused(`${syntax}1 near: `))
  t.throws(() => fromJson('agent.Call', ''), refused(`${syntax}1 near: `))
  t.throws(() => fromJson('agent.Call', '{\n"type":"GET_HEALTH",\n}\n'), refused(`${syntax}3 near: }`))
})

t.test('nesting is bounded', async (t) => {
  const nested = (depth: number): object => depth === 0 ? { value: 'a' } : { value: 'a', parent: nested(depth - 1) }
  t.match(fromJsonValue('ContainerID', nested(100)), { value: 'a' })
  t.throws(() => fromJsonValue('ContainerID', nested(101)), refused('Nested too deeply'))
})
