import type { SchedulerCall } from '../../../types/mesos-v1.ts'

/** Calls that carry a message of their own name. */
const NEEDED = {
  SUBSCRIBE: 'subscribe',
  ACCEPT: 'accept',
  DECLINE: 'decline',
  ACCEPT_INVERSE_OFFERS: 'acceptInverseOffers',
  DECLINE_INVERSE_OFFERS: 'declineInverseOffers',
  KILL: 'kill',
  SHUTDOWN: 'shutdown',
  ACKNOWLEDGE: 'acknowledge',
  ACKNOWLEDGE_OPERATION_STATUS: 'acknowledgeOperationStatus',
  RECONCILE: 'reconcile',
  RECONCILE_OPERATIONS: 'reconcileOperations',
  MESSAGE: 'message',
  REQUEST: 'request',
  UPDATE_FRAMEWORK: 'updateFramework'
} as const

const needed: Partial<Record<string, keyof SchedulerCall>> = NEEDED
const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** Why a call is refused before anything is looked up, in the original's words; undefined when it is well formed. */
export function callError (call: SchedulerCall): string | undefined {
  const { type, frameworkId, subscribe, acknowledge, acknowledgeOperationStatus, updateFramework } = call
  if (type === undefined || type === 'UNKNOWN') return "Expecting 'type' to be present"
  if (type === 'SUBSCRIBE') {
    if (subscribe === undefined) return "Expecting 'subscribe' to be present"
    if (subscribe.frameworkInfo.id?.value === frameworkId?.value) return undefined
    return "'framework_id' differs from 'subscribe.framework_info.id'"
  }
  if (frameworkId === undefined) return "Expecting 'framework_id' to be present"
  const part = needed[type]
  if (part !== undefined && call[part] === undefined) return `Expecting '${snake(part)}' to be present`
  if (type === 'ACKNOWLEDGE' && acknowledge?.uuid.length !== 16) return 'Not a valid UUID'
  if (type === 'ACKNOWLEDGE_OPERATION_STATUS' && acknowledgeOperationStatus?.uuid.length !== 16) return 'Not a valid UUID'
  if (type === 'UPDATE_FRAMEWORK' && updateFramework?.frameworkInfo.id?.value !== frameworkId.value) return "'framework_id' differs from 'update_framework.framework_info.id'"
  return undefined
}
