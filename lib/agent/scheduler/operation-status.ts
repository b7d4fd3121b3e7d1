import type { AgentID, OfferOperation, OperationState, SchedulerEvent } from '../../../types/mesos-v1.ts'

/** What became of an operation that we did not carry out; undefined when its framework gave it no id and so hears nothing. */
export function operationStatus (operation: OfferOperation, state: OperationState, message: string, agentId: AgentID): SchedulerEvent | undefined {
  if (operation.id === undefined) return undefined
  return { type: 'UPDATE_OPERATION_STATUS', updateOperationStatus: { status: { operationId: operation.id, state, message, agentId } } }
}
