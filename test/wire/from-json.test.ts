import t from 'tap'
import { fromJson, fromJsonValue } from '../../lib/wire/from-json.ts'

const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_WIRE_INVALID', statusCode: 400, message })
const convert = 'Failed to convert JSON into Call protobuf: '

t.test('names are snake_case, null is unset, unknown names are ignored', async (t) => {
  t.strictSame(fromJson('executor.Call', JSON.stringify({
    type: 'SUBSCRIBE', framework_id: { value: 'f' }, executor_id: { value: 'e', colour: 1 }, frameworkId: 3, subscribe: {}, update: null
  })), { type: 'SUBSCRIBE', frameworkId: { value: 'f' }, executorId: { value: 'e' }, subscribe: {} })
})

t.test('a text that is no JSON is a syntax error with its line', async (t) => {
  t.throws(() => fromJson('agent.Call', '{'), refused('Failed to parse body into JSON: syntax error at line 1 near: '))
  t.throws(() => fromJson('agent.Call', ''), refused('Failed to parse body into JSON: syntax error at line 1 near: '))
})

t.test('unset required fields are all named', async (t) => {
  t.throws(() => fromJson('executor.Call', '{"type":"SUBSCRIBE"}'), refused(`${convert}Missing required fields: executor_id, framework_id`))
  t.throws(() => fromJsonValue('scheduler.Call', { type: 'ACKNOWLEDGE', acknowledge: { agent_id: { value: 'a' }, task_id: { value: 't' } } }),
    refused(`${convert}Missing required fields: acknowledge.uuid`))
})

t.test('an unknown enum name is unset where it may be', async (t) => {
  t.strictSame(fromJson('agent.Call', '{"type":"FLY"}'), {})
  t.throws(() => fromJson('agent.Call', '{"type":3}'), refused(`${convert}type: Expected an enum name, found 3`))
})
