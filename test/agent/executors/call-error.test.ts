import t from 'tap'
import { callError } from '../../../lib/agent/executors/call-error.ts'
import { uuidBytes } from '../../../lib/util/uuid-bytes.ts'
import type { CheckStatusInfo, ExecutorCall, TaskStatus } from '../../../types/mesos-v1.ts'

const ids = { executorId: { value: 'e' }, frameworkId: { value: 'f' } }
const good: TaskStatus = { taskId: { value: 't' }, state: 'TASK_RUNNING', uuid: uuidBytes(), source: 'SOURCE_EXECUTOR' }
const update = (status: TaskStatus): ExecutorCall => ({ ...ids, type: 'UPDATE', update: { status } })
const checked = (checkStatus: CheckStatusInfo) => update({ ...good, checkStatus })
const { uuid, ...without } = good
const { source, ...sourceless } = good

t.test('well-formed calls pass', async t => {
  const calls: ExecutorCall[] = [
    { ...ids, type: 'SUBSCRIBE', subscribe: {} },
    { ...ids, type: 'MESSAGE', message: { data: Buffer.of() } },
    { ...ids, type: 'HEARTBEAT' },
    { ...ids, type: 'UNKNOWN' },
    update(good),
    update({ ...good, executorId: { value: 'e' } }),
    checked({ type: 'COMMAND', command: {} }),
    checked({ type: 'HTTP', http: { statusCode: 200 } }),
    checked({ type: 'TCP', tcp: { succeeded: true } })
  ]
  for (const call of calls) t.equal(callError(call), undefined)
})

// Those of checks are CheckTest.CheckStatusInfoValidation.
t.test('others are refused in the original\'s words', async t => {
  const who = 'executor e of framework f'
  const cases: Array<[ExecutorCall, string]> = [
    [ids, "Expecting 'type' to be present"],
    [{ ...ids, type: 'SUBSCRIBE' }, "Expecting 'subscribe' to be present"],
    [{ ...ids, type: 'UPDATE' }, "Expecting 'update' to be present"],
    [{ ...ids, type: 'MESSAGE' }, "Expecting 'message' to be present"],
    [update(without), "Expecting 'uuid' to be present"],
    [update({ ...good, uuid: Buffer.alloc(16) }), 'Not a valid UUID'],
    [update({ ...good, executorId: { value: 'x' } }), 'ExecutorID in Call: e does not match ExecutorID in TaskStatus: x'],
    [update(sourceless), `Received Call from ${who} with invalid source, expecting 'SOURCE_EXECUTOR'`],
    [update({ ...good, source: 'SOURCE_AGENT' }), `Received Call from ${who} with invalid source, expecting 'SOURCE_EXECUTOR'`],
    [update({ ...good, state: 'TASK_STAGING' }), `Received TASK_STAGING from ${who} which is not allowed`],
    [checked({}), "CheckStatusInfo must specify 'type'"],
    [checked({ type: 'UNKNOWN' }), "'UNKNOWN' is not a valid check's status type"],
    [checked({ type: 'COMMAND' }), "Expecting 'command' to be set for COMMAND check's status"],
    [checked({ type: 'HTTP' }), "Expecting 'http' to be set for HTTP check's status"],
    [checked({ type: 'TCP' }), "Expecting 'tcp' to be set for TCP check's status"]
  ]
  for (const [call, error] of cases) t.equal(callError(call), error, error)
})
