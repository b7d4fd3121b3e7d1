import type { TaskStatus } from '../../types/mesos-v1.ts'
import { toJson } from '../wire/to-json.ts'

/** A status as the original prints it, with a newline at its end; scripts look for the first line. */
export function statusLines (status: TaskStatus): string {
  const { message, source, reason, healthy, checkStatus, limitation } = status
  const lines = [`Received status update ${status.state} for task '${status.taskId.value}'`]
  if (message !== undefined) lines.push(`  message: '${message}'`)
  if (source !== undefined) lines.push(`  source: ${source}`)
  if (reason !== undefined) lines.push(`  reason: ${reason}`)
  if (healthy !== undefined) lines.push(`  healthy?: ${Number(healthy)}`)
  if (checkStatus !== undefined) lines.push(`  check status: ${toJson('CheckStatusInfo', checkStatus)}`)
  if (limitation !== undefined) lines.push(`  resource limit violation: ${toJson('TaskResourceLimitation', limitation)}`)
  return lines.join('\n') + '\n'
}
