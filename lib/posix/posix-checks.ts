import type { TaskChecks } from '../../types/checks.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import { execBeside } from './exec-beside.ts'
import type { PosixParts } from './posix-parts.ts'
import type { PosixRun } from './posix-run.ts'

export interface PosixChecksOptions {
  report: (status: Omit<TaskStatus, 'taskId'>) => void
  failed: () => void
  /** It is being ended: it is not checked any more. */
  isEnding: boolean
}

/** Says that the task runs, and begins its checks; they share the network of the host, as the task does. */
export function posixChecks (parts: Pick<PosixParts, 'checks'>, run: PosixRun, { report, failed, isEnding }: PosixChecksOptions): TaskChecks | undefined {
  const { containerId, leader, directory, taskId, asks } = run
  const containerStatus = { containerId, executorPid: leader.pid }
  const checks = asks && parts.checks({
    task: { name: taskId!.value, taskId: taskId!, agentId: { value: '' }, ...asks },
    changed: reason => say({ reason }),
    failed
  })
  const say = (more: Partial<TaskStatus>): void => report({ state: 'TASK_RUNNING', containerStatus, ...checks?.marks, ...more })
  say({})
  if (!isEnding) checks?.start({ exec: (command, signal) => execBeside(leader, directory, command, signal) })
  return checks
}
