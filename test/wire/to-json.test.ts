import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { fromJson } from '../../lib/wire/from-json.ts'
import { messagePlan } from '../../lib/wire/message-plan.ts'
import { toJson, toJsonValue } from '../../lib/wire/to-json.ts'
import { arbitraryMessage, wholeMessages } from '../fixtures/wire/arbitrary-message.ts'

const recorded = (file: string) =>
  readFileSync(new URL(`../fixtures/wire/${file}`, import.meta.url), 'utf8').trimEnd().split('\n')

for (const [file, type] of [['agent_responses.jsonl', 'agent.Response'], ['scheduler_events.jsonl', 'scheduler.Event']] as const) {
  t.test(`what the original sent as ${type} is written just so`, async (t) => {
    for (const line of recorded(file)) {
      // Parsed once, because the original writes 1.0 where JavaScript writes 1.
      const text = JSON.stringify(JSON.parse(line))
      t.equal(toJson(type, fromJson(type, text)), text)
    }
  })
}

t.test('names are snake_case, in order of declaration', async (t) => {
  t.equal(toJson('ExecutorInfo', { data: Buffer.from([255]), name: 'n', executorId: { value: 'e' }, frameworkId: null, colour: 1 }),
    '{"executor_id":{"value":"e"},"name":"n","data":"/w=="}')
})

t.test('defaults are shown unless their field is deprecated', async (t) => {
  t.strictSame(toJsonValue('FrameworkInfo', { user: 'u', name: 'n' }), { user: 'u', name: 'n', failover_timeout: 0, checkpoint: false })
  t.strictSame(toJsonValue('CommandInfo', {}), { shell: true })
})

t.test('lists and maps are written as they are', async (t) => {
  t.strictSame(toJsonValue('agent.Response.GetTasks', { pendingTasks: [] }), { pending_tasks: [] })
  t.strictSame(toJsonValue('agent.Call.LaunchContainer', { containerId: { value: 'c' }, limits: { cpus: { value: Infinity } } }),
    { container_id: { value: 'c' }, limits: { cpus: { value: 'Infinity' } } })
  t.equal(toJson('agent.Call.LaunchContainer', { limits: JSON.parse('{"__proto__":{"value":1}}') }), '{"limits":{"__proto__":{"value":1}}}')
})

t.test('bytes of any Uint8Array are base64', async (t) => {
  t.strictSame(toJsonValue('TaskInfo', { data: new Uint8Array([0, 1, 2, 3]).subarray(1, 3) }), { data: 'AQI=' })
})

t.test('64-bit integers stay within their kind', async (t) => {
  t.equal(toJson('TimeInfo', { nanoseconds: 2 ** 63 }), '{"nanoseconds":9223372036854775000}')
  t.equal(toJson('TimeInfo', { nanoseconds: -(2 ** 63) }), '{"nanoseconds":-9223372036854775000}')
  t.equal(toJson('Value.Range', { begin: 0, end: 2 ** 64 }), '{"begin":0,"end":18446744073709550000}')
})

t.test('text is one line of ASCII', async (t) => {
  t.equal(toJson('TaskID', { value: 'ü\n\u2028😀"\x7f' }), '{"value":"\\u00fc\\n\\u2028\\ud83d\\ude00\\"\x7f"}')
})

for (const type of wholeMessages) {
  t.test(`any ${type} reads back as it was`, async () => {
    fc.assert(fc.property(arbitraryMessage(messagePlan(type), 1), (message) => {
      const text = toJson(type, message)
      return /^[\x20-\x7f]*$/.test(text) && isDeepStrictEqual(fromJson(type, text), message)
    }), { numRuns: 8 })
  })
}
