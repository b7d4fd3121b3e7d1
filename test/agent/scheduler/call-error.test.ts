import t from 'tap'
import { callError } from '../../../lib/agent/scheduler/call-error.ts'
import type { SchedulerCall } from '../../../types/mesos-v1.ts'
import { frameworkInfo } from './fakes.ts'

const frameworkId = { value: 'f' }
const acknowledge = { agentId: { value: 'S0' }, taskId: { value: 'a' }, uuid: Buffer.alloc(16) }

t.test('a call is well formed or refused with a reason', async t => {
  const cases: Array<[SchedulerCall, string | undefined]> = [
    [{ type: 'SUBSCRIBE', subscribe: { frameworkInfo: frameworkInfo() } }, undefined],
    [{ type: 'SUBSCRIBE', frameworkId, subscribe: { frameworkInfo: frameworkInfo({ id: frameworkId }) } }, undefined],
    [{ type: 'REVIVE', frameworkId }, undefined],
    [{ type: 'TEARDOWN', frameworkId }, undefined],
    [{ type: 'ACKNOWLEDGE', frameworkId, acknowledge }, undefined],
    [{ type: 'ACKNOWLEDGE_OPERATION_STATUS', frameworkId, acknowledgeOperationStatus: { operationId: { value: 'o' }, uuid: Buffer.alloc(16) } }, undefined],
    [{ type: 'UPDATE_FRAMEWORK', frameworkId, updateFramework: { frameworkInfo: frameworkInfo({ id: frameworkId }) } }, undefined],
    [{}, "Expecting 'type' to be present"],
    [{ type: 'UNKNOWN' }, "Expecting 'type' to be present"],
    [{ type: 'SUBSCRIBE' }, "Expecting 'subscribe' to be present"],
    [{ type: 'SUBSCRIBE', frameworkId, subscribe: { frameworkInfo: frameworkInfo() } }, "'framework_id' differs from 'subscribe.framework_info.id'"],
    [{ type: 'KILL' }, "Expecting 'framework_id' to be present"],
    [{ type: 'KILL', frameworkId }, "Expecting 'kill' to be present"],
    [{ type: 'ACCEPT_INVERSE_OFFERS', frameworkId }, "Expecting 'accept_inverse_offers' to be present"],
    [{ type: 'ACKNOWLEDGE', frameworkId, acknowledge: { ...acknowledge, uuid: Buffer.alloc(3) } }, 'Not a valid UUID'],
    [{ type: 'ACKNOWLEDGE_OPERATION_STATUS', frameworkId, acknowledgeOperationStatus: { operationId: { value: 'o' }, uuid: Buffer.alloc(1) } }, 'Not a valid UUID'],
    [{ type: 'UPDATE_FRAMEWORK', frameworkId, updateFramework: { frameworkInfo: frameworkInfo() } }, "'framework_id' differs from 'update_framework.framework_info.id'"]
  ]
  for (const [call, error] of cases) t.equal(callError(call), error, error ?? call.type!)
})
