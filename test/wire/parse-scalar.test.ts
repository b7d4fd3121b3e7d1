import t from 'tap'
import type { Test } from 'tap'
import { messagePlan } from '../../lib/wire/message-plan.ts'
import { parseScalar } from '../../lib/wire/parse-scalar.ts'

function parse (path: string, value: unknown): unknown {
  const [, message, name] = /^(.*)\.(\w+)$/.exec(path)!
  return parseScalar(messagePlan(message!).byWireName.get(name!)!, value)
}

const refuses = (t: Test, path: string, value: unknown, expected: string) =>
  t.throws(() => parse(path, value), { name: 'TypeError', message: expected })

t.test('numbers may come as text', async (t) => {
  t.equal(parse('Value.Scalar.value', 0.5), 0.5)
  t.equal(parse('Value.Scalar.value', '-1.5e3'), -1500)
  t.equal(parse('Address.port', '80'), 80)
  t.equal(parse('Address.port', '8e1'), 80)
  t.equal(parse('TimeInfo.nanoseconds', '-1795419789475618816'), -1795419789475618816)
  t.equal(parse('TimeInfo.nanoseconds', 5), 5)
})

t.test('doubles may be infinite or no number', async (t) => {
  t.equal(parse('Value.Scalar.value', 'Infinity'), Infinity)
  t.equal(parse('Value.Scalar.value', '-Infinity'), -Infinity)
  t.ok(Number.isNaN(parse('Value.Scalar.value', 'NaN')))
  refuses(t, 'Address.port', 'Infinity', 'Expected an int32, found "Infinity"')
})

t.test('other text is no number', async (t) => {
  for (const text of ['', ' 1', '0x10', '01', '1.', '.5', '+1', 'one']) {
    refuses(t, 'Value.Scalar.value', text, `Expected a number, found ${JSON.stringify(text)}`)
    refuses(t, 'Address.port', text, `Expected an int32, found ${JSON.stringify(text)}`)
  }
  refuses(t, 'Value.Scalar.value', true, 'Expected a number, found true')
})

t.test('integers are whole and within their range', async (t) => {
  refuses(t, 'Address.port', 80.5, 'Expected an int32, found 80.5')
  refuses(t, 'Address.port', '4294967296', 'Expected an int32, found "4294967296"')
  refuses(t, 'Value.Range.begin', -1, 'Expected a uint64, found -1')
  refuses(t, 'TTYInfo.WindowSize.rows', -1, 'Expected a uint32, found -1')
})

t.test('bytes are base64, with or without padding', async (t) => {
  t.strictSame(parse('TaskInfo.data', '+/8='), Buffer.from([251, 255]))
  t.strictSame(parse('TaskInfo.data', '+/8'), Buffer.from([251, 255]))
  t.strictSame(parse('TaskInfo.data', 'AA=='), Buffer.from([0]))
  t.strictSame(parse('TaskInfo.data', ''), Buffer.alloc(0))
  for (const text of ['A', 'AAAAA', '-_8=', 'A A=', 'A===']) {
    refuses(t, 'TaskInfo.data', text, 'Expected base64 text')
  }
  refuses(t, 'TaskInfo.data', [1], 'Expected base64 text, found an array')
})

t.test('long text is not repeated', async (t) => {
  refuses(t, 'Address.port', 'x'.repeat(100), 'Expected an int32, found other text')
})

t.test('bytes may be many', async (t) => {
  t.equal((parse('TaskInfo.data', 'QUJD'.repeat(4_000_000)) as Buffer).length, 12_000_000)
})

t.test('strings and booleans are nothing else', async (t) => {
  t.equal(parse('TaskID.value', ''), '')
  refuses(t, 'TaskID.value', 7, 'Expected text, found 7')
  t.equal(parse('CommandInfo.shell', false), false)
  refuses(t, 'CommandInfo.shell', 'true', 'Expected true or false, found "true"')
})

t.test('enums are names; an unknown one is unset where it may be', async (t) => {
  t.equal(parse('TaskStatus.state', 'TASK_LOST'), 'TASK_LOST')
  t.equal(parse('TaskStatus.reason', 'REASON_FLYING'), undefined)
  refuses(t, 'TaskStatus.state', 'TASK_FLYING', 'Expected an enum name, found "TASK_FLYING"')
  refuses(t, 'TaskStatus.reason', 3, 'Expected an enum name, found 3')
})

t.test('a message is no scalar', async (t) => {
  refuses(t, 'TaskInfo.task_id', 't', 'Expected an object, found "t"')
  refuses(t, 'TaskInfo.task_id', ['t'], 'Expected an object, found an array')
  refuses(t, 'TaskID.value', {}, 'Expected text, found an object')
})
