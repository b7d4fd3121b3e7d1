import t from 'tap'
import { operationStatus } from '../../../lib/agent/scheduler/operation-status.ts'

t.test('only an operation with an id is heard of', async t => {
  const agentId = { value: 'S0' }
  t.equal(operationStatus({ type: 'RESERVE' }, 'OPERATION_ERROR', 'no', agentId), undefined)
  t.strictSame(operationStatus({ type: 'RESERVE', id: { value: 'op' } }, 'OPERATION_ERROR', 'no', agentId), {
    type: 'UPDATE_OPERATION_STATUS',
    updateOperationStatus: { status: { operationId: { value: 'op' }, state: 'OPERATION_ERROR', message: 'no', agentId } }
  })
})
