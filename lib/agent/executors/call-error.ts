import type { CheckStatusInfo, ExecutorCall, TaskStatus } from '../../../types/mesos-v1.ts'
import { isUuid } from '../../util/uuid-bytes.ts'

/** Why a call is refused before anything is looked up, in the original's words; undefined when it is well formed. */
export function callError (call: ExecutorCall): string | undefined {
  switch (call.type) {
    case 'SUBSCRIBE': return call.subscribe === undefined ? "Expecting 'subscribe' to be present" : undefined
    case 'UPDATE': return call.update === undefined ? "Expecting 'update' to be present" : statusError(call, call.update.status)
    case 'MESSAGE': return call.message === undefined ? "Expecting 'message' to be present" : undefined
    case 'HEARTBEAT':
    case 'UNKNOWN': return undefined
    default: return "Expecting 'type' to be present"
  }
}

function statusError ({ executorId, frameworkId }: ExecutorCall, status: TaskStatus): string | undefined {
  const who = `executor ${executorId.value} of framework ${frameworkId.value}`
  if (status.uuid === undefined) return "Expecting 'uuid' to be present"
  if (!isUuid(status.uuid)) return 'Not a valid UUID'
  if (status.executorId !== undefined && status.executorId.value !== executorId.value) {
    return `ExecutorID in Call: ${executorId.value} does not match ExecutorID in TaskStatus: ${status.executorId.value}`
  }
  if (status.source !== 'SOURCE_EXECUTOR') return `Received Call from ${who} with invalid source, expecting 'SOURCE_EXECUTOR'`
  if (status.state === 'TASK_STAGING') return `Received TASK_STAGING from ${who} which is not allowed`
  return status.checkStatus === undefined ? undefined : checkStatusError(status.checkStatus)
}

function checkStatusError (check: CheckStatusInfo): string | undefined {
  if (check.type === undefined) return "CheckStatusInfo must specify 'type'"
  if (check.type === 'UNKNOWN') return "'UNKNOWN' is not a valid check's status type"
  const part = check.type.toLowerCase() as 'command' | 'http' | 'tcp'
  return check[part] === undefined ? `Expecting '${part}' to be set for ${check.type} check's status` : undefined
}
