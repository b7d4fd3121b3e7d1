import type { Log } from '../../../types/log.ts'
import type { SchedulerCall, SchedulerCallKill, SchedulerCallReconcile } from '../../../types/mesos-v1.ts'
import type { TaskRunner } from '../../../types/task-runner.ts'
import { accept, decline } from './accept.ts'
import type { AcceptContext } from './accept.ts'
import { frameworkError } from './framework-error.ts'
import type { FrameworkRegistry } from './framework-registry.ts'
import type { Framework } from './framework.ts'
import { latestState, unknownTask } from './reconciliation.ts'

export interface CallContext extends AcceptContext { log: Log, frameworks: FrameworkRegistry, runner: Pick<TaskRunner, 'message' | 'shutdown'> }

/** Carries out a call that callError found well formed. Text: why it is refused; anything else is told by events. */
export function answerCall (context: CallContext, framework: Framework, call: SchedulerCall): string | undefined {
  const { book, life, frameworks } = context
  switch (call.type) {
    case 'ACCEPT': accept(context, framework, call.accept!); break
    case 'DECLINE': decline(book, framework, call.decline!); break
    case 'REVIVE': revive(context, framework, call.revive?.roles); break
    case 'SUPPRESS': for (const role of some(call.suppress?.roles) ?? framework.roles) framework.suppressed.add(role); break
    case 'KILL': kill(context, framework, call.kill!); break
    case 'SHUTDOWN': shutdown(context, framework, call.shutdown!.executorId.value); break
    case 'ACKNOWLEDGE': life.acknowledge(framework, call.acknowledge!); break
    case 'RECONCILE': reconcile(context, framework, call.reconcile!); break
    case 'TEARDOWN': frameworks.remove(framework); break
    case 'UPDATE_FRAMEWORK': return updateFramework(context, framework, call)
    case 'MESSAGE': context.runner.message({ value: framework.id }, call.message!.executorId, call.message!.data); break
    // Operations and maintenance are a cluster's, requests were never answered.
    case 'REQUEST':
    case 'ACCEPT_INVERSE_OFFERS':
    case 'DECLINE_INVERSE_OFFERS':
    case 'ACKNOWLEDGE_OPERATION_STATUS':
    case 'RECONCILE_OPERATIONS':
    case 'SUBSCRIBE':
    case 'UNKNOWN':
    case undefined:
      context.log.debug({ frameworkId: framework.id, type: call.type }, 'Dropped a call that nothing here answers')
  }
  return undefined
}

/** No roles at all means every role. */
function some (roles: string[] = []): string[] | undefined {
  return roles.length === 0 ? undefined : roles
}

function revive ({ book }: CallContext, framework: Framework, roles: string[] | undefined): void {
  const revived = some(roles) ?? framework.roles
  for (const role of revived) framework.suppressed.delete(role)
  framework.forgetRefusals(revived)
  book.schedule()
}

function kill ({ life, clock, agentId: ours }: CallContext, framework: Framework, { taskId, agentId, killPolicy }: SchedulerCallKill): void {
  const task = life.tasks.get(framework.id, taskId.value)
  if (task === undefined) framework.sendStatus(unknownTask(clock, framework, taskId.value, agentId, ours.value))
  else life.kill(task, killPolicy)
}

/** A command task's executor has the task's id. */
function shutdown ({ life, runner }: CallContext, framework: Framework, executorId: string): void {
  if (runner.shutdown({ value: framework.id }, { value: executorId })) return
  const task = life.tasks.get(framework.id, executorId)
  if (task !== undefined) life.kill(task, { gracePeriod: { nanoseconds: 0 } })
}

function reconcile ({ life, clock, agentId: ours }: CallContext, framework: Framework, { tasks = [] }: SchedulerCallReconcile): void {
  if (tasks.length === 0) {
    for (const task of life.tasks.of(framework.id)) framework.sendStatus(latestState(clock, framework, task))
  }
  for (const { taskId, agentId } of tasks) {
    const task = life.tasks.get(framework.id, taskId.value)
    framework.sendStatus(task === undefined
      ? unknownTask(clock, framework, taskId.value, agentId, ours.value)
      : latestState(clock, framework, task))
  }
}

function updateFramework ({ frameworks, book }: CallContext, framework: Framework, call: SchedulerCall): string | undefined {
  const { frameworkInfo, suppressedRoles } = call.updateFramework!
  const error = frameworkError(frameworkInfo, suppressedRoles)
  if (error !== undefined) return error
  frameworks.update(framework, frameworkInfo, suppressedRoles)
  book.schedule()
  return undefined
}
