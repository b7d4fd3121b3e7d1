import type { CheckMarks, ChecksOptions, TaskChecks } from '../../types/checks.ts'
import type { TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import { execBeside } from './exec-beside.ts'
import type { PosixParts } from './posix-parts.ts'
import type { PosixRun } from './posix-run.ts'

export interface PosixChecksOptions {
  report: (status: Omit<TaskStatus, 'taskId'>) => void
  failed: () => void
  /** It is being ended: it is not checked any more. */
  isEnding: boolean
}

/** Of a task that asks for none. */
export const noChecks: TaskChecks = { marks: {}, unhealthy: false, start () {}, stop () {} }

/** What the end of a task says of its health: only that it was the reason. */
export function verdictOf ({ unhealthy }: TaskChecks): CheckMarks {
  return unhealthy ? { healthy: false } : {}
}

/** Says that the task runs, and begins its checks; they share the network of the host, as the task does. */
export function posixChecks (parts: Pick<PosixParts, 'checks'>, run: PosixRun, { report, failed, isEnding }: PosixChecksOptions): TaskChecks {
  const { containerId, leader, directory, taskId, asks } = run
  const containerStatus = { containerId, executorPid: leader.pid }
  const changed: ChecksOptions['changed'] = reason => say({ reason })
  const checks = asks === undefined ? noChecks : parts.checks({ task: { name: taskId!.value, taskId: taskId!, agentId: { value: '' }, ...asks }, changed, failed })
  const say = (more: Partial<TaskStatus>): void => report({ state: 'TASK_RUNNING', containerStatus, ...checks.marks, ...more })
  say({})
  if (!isEnding) checks.start({ exec: (command, signal) => execBeside(leader, directory, command, signal) })
  return checks
}

/** What the next agent needs to go on checking. */
export function checksAsked ({ healthCheck, check }: TaskInfo): Pick<PosixRun, 'asks'> {
  if (healthCheck === undefined && check === undefined) return {}
  return { asks: { ...(healthCheck && { healthCheck }), ...(check && { check }) } }
}
