import type { Clock } from '../../../types/clock.ts'
import type { AgentID, ExecutorInfo, OfferOperation, OfferOperationLaunchGroup, Resource, SchedulerCallAccept, TaskInfo, TaskState, TaskStatusReason } from '../../../types/mesos-v1.ts'
import { addResources, subtractResources } from '../resource-math.ts'
import type { Framework } from './framework.ts'
import { groupError } from './group-error.ts'
import { masterStatus } from './master-status.ts'
import type { HeldOffer, OfferBook } from './offer-book.ts'
import { offersError } from './offers-error.ts'
import { operationStatus } from './operation-status.ts'
import { refuseMs } from './refuse-ms.ts'
import { neededResources, taskError } from './task-error.ts'
import type { TaskLife } from './task-life.ts'

export interface AcceptContext {
  clock: Clock
  book: OfferBook
  life: TaskLife
  agentId: AgentID
  /** The custom executor that the framework has here by that id. */
  executor: (frameworkId: string, executorId: string) => ExecutorInfo | undefined
}

/** Uses up the offers: launches what can be launched, tells why the rest was not, and gives back what is left. */
export function accept (context: AcceptContext, framework: Framework, { offerIds = [], operations = [], filters }: SchedulerCallAccept): void {
  const { book } = context
  const ids = offerIds.map(id => id.value)
  const error = offersError(book, framework, ids)
  const offers = [...new Set(ids)].map(id => book.get(id)).filter((offer): offer is HeldOffer => offer?.framework === framework)
  for (const offer of offers) book.take(offer)
  if (error !== undefined) {
    for (const operation of operations) drop(context, framework, operation, error)
    return
  }
  const { role } = offers[0]!
  let available = offers.reduce<Resource[]>((sum, offer) => addResources(sum, offer.resources), [])
  for (const operation of operations) available = perform(context, framework, role, operation, available)
  book.refuse(framework, role, available, refuseMs(filters))
}

/** Gives the offers back. Those that are not (or no longer) the framework's are passed over. */
export function decline (book: OfferBook, framework: Framework, { offerIds = [], filters }: Pick<SchedulerCallAccept, 'offerIds' | 'filters'>): void {
  for (const { value } of offerIds) {
    const offer = book.get(value)
    if (offer?.framework !== framework) continue
    book.take(offer)
    book.refuse(framework, offer.role, offer.resources, refuseMs(filters))
  }
}

function perform (context: AcceptContext, framework: Framework, role: string, operation: OfferOperation, available: Resource[]): Resource[] {
  if (operation.type === 'LAUNCH') {
    return (operation.launch?.taskInfos ?? []).reduce((left, task) => launch(context, framework, role, task, left), available)
  }
  if (operation.type === 'LAUNCH_GROUP') {
    return launchGroup(context, framework, role, operation.launchGroup!, available)
  } else {
    tellOperation(context, framework, operation, 'OPERATION_ERROR', `Operation ${operation.type ?? 'UNKNOWN'} is not supported by this agent`)
  }
  return available
}

function launch (context: AcceptContext, framework: Framework, role: string, task: TaskInfo, available: Resource[]): Resource[] {
  const running = runningExecutor(context, framework, task)
  const error = errorOf(context, framework, role, task, available, running)
  if (error !== undefined) {
    tell(context, framework, task, 'TASK_ERROR', 'REASON_TASK_INVALID', error)
    return available
  }
  context.life.launch(framework, allocated(task, role), role)
  return subtractResources(available, neededResources(task, running))
}

/** All of the group or none of it. */
function launchGroup (context: AcceptContext, framework: Framework, role: string, group: OfferOperationLaunchGroup, available: Resource[]): Resource[] {
  const { executor, taskGroup: { tasks = [] } } = group
  const whole = tasks.map(task => ({ ...task, executor }))
  let left = available
  let error = groupError(group)
  let running = context.executor(framework.id, executor.executorId.value)
  for (const task of whole) {
    error ??= errorOf(context, framework, role, task, left, running)
    left = subtractResources(left, neededResources(task, running))
    running ??= executor
  }
  if (error === undefined) {
    context.life.launchGroup(framework, whole.map(task => allocated(task, role)), role)
    return left
  }
  for (const task of tasks) tell(context, framework, task, 'TASK_ERROR', 'REASON_TASK_GROUP_INVALID', error)
  return available
}

function errorOf (
  { life, agentId }: AcceptContext, framework: Framework, role: string, task: TaskInfo, available: Resource[], running: ExecutorInfo | undefined
): string | undefined {
  const isDuplicate = life.tasks.get(framework.id, task.taskId.value) !== undefined
  return taskError(task, { agentId: agentId.value, frameworkId: framework.id, role, available, isDuplicate, running })
}

function runningExecutor ({ executor }: AcceptContext, framework: Framework, task: TaskInfo): ExecutorInfo | undefined {
  return task.executor && executor(framework.id, task.executor.executorId.value)
}

/** The task as the agent gets it: what it and its executor hold is of the role of the offer. */
function allocated (task: TaskInfo, role: string): TaskInfo {
  const ofRole = (resources: Resource[] = []): Resource[] => resources.map(resource => ({ ...resource, allocationInfo: { role } }))
  const { executor } = task
  return { ...task, resources: ofRole(task.resources), ...(executor && { executor: { ...executor, resources: ofRole(executor.resources) } }) }
}

function drop (context: AcceptContext, framework: Framework, operation: OfferOperation, error: string): void {
  for (const task of tasksOf(operation)) {
    tell(context, framework, task, 'TASK_DROPPED', 'REASON_INVALID_OFFERS', `Task launched with invalid offers: ${error}`)
  }
  tellOperation(context, framework, operation, 'OPERATION_DROPPED', `Operation attempted with invalid offers: ${error}`)
}

function tasksOf ({ launch, launchGroup }: OfferOperation): TaskInfo[] {
  return launch?.taskInfos ?? launchGroup?.taskGroup.tasks ?? []
}

function tell ({ clock }: AcceptContext, framework: Framework, task: TaskInfo, state: TaskState, reason: TaskStatusReason, message: string): void {
  framework.sendStatus(masterStatus(clock, framework, { taskId: task.taskId.value, state, reason, message, agentId: task.agentId }))
}

function tellOperation ({ agentId }: AcceptContext, framework: Framework, operation: OfferOperation, state: 'OPERATION_ERROR' | 'OPERATION_DROPPED', message: string): void {
  const event = operationStatus(operation, state, message, agentId)
  if (event !== undefined) framework.send(event)
}
