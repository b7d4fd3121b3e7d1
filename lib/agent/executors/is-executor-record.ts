import { isRunRecord } from '../../checkpoint/is-run-record.ts'
import type { ExecutorRecord } from './executor-record.ts'

/** Whether this is the record of an executor under the key of its container. */
export function isExecutorRecord (value: unknown, key: string): boolean {
  if (!isRunRecord(value, key)) return false
  const { framework, executor, directory, tasks } = value as Partial<ExecutorRecord>
  return typeof framework?.id?.value === 'string' && typeof executor?.executorId?.value === 'string' && typeof directory === 'string' &&
    Array.isArray(tasks) && tasks.every(task => typeof task?.info?.taskId?.value === 'string' && Array.isArray(task.taken))
}
