import type { CommandInfo, ContainerInfo, ExecutorInfo, Resource, TaskInfo } from '../../../types/mesos-v1.ts'
import { checkError, healthCheckError } from '../../run-options/check-error.ts'
import { addResources, containsResources } from '../resource-math.ts'
import { executorError } from './executor-error.ts'
import { idError } from './id-error.ts'
import { accounted } from './resource-form.ts'
import { resourceError } from './resource-error.ts'
import { resourceText } from './resource-text.ts'

export interface TaskContext {
  agentId: string
  frameworkId: string
  /** The executor that the framework has here by that id. */
  running: ExecutorInfo | undefined
  role: string
  /** What the accepted offers still hold, in the accounted form. */
  available: Resource[]
  /** The framework has a task of this id whose end it has not acknowledged. */
  isDuplicate: boolean
}

/** Why this task cannot be launched, in the original's words; undefined when it can. */
export function taskError (task: TaskInfo, context: TaskContext): string | undefined {
  return identityError(task, context) ?? shapeError(task, context) ?? resourcesError(task, context)
}

function identityError ({ taskId, agentId }: TaskInfo, context: TaskContext): string | undefined {
  const error = idError(taskId.value)
  if (error !== undefined) return error
  if (context.isDuplicate) return `Task has duplicate ID: ${taskId.value}`
  if (agentId.value !== context.agentId) return `Task uses invalid agent ${agentId.value} while agent ${context.agentId} is expected`
  return undefined
}

function shapeError (task: TaskInfo, { frameworkId, running }: TaskContext): string | undefined {
  const { command, executor, container, killPolicy, maxCompletionTime } = task
  if ((command === undefined) === (executor === undefined)) return 'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present'
  if ((killPolicy?.gracePeriod?.nanoseconds ?? 0) < 0) return "Task's 'kill_policy.grace_period' must be non-negative"
  if ((maxCompletionTime?.nanoseconds ?? 0) < 0) return "Task's 'max_completion_time' must be non-negative"
  return checksError(task) ?? commandError(command) ?? containerError(container) ??
    (executor && (executorError(executor, frameworkId, running) ?? commandError(executor.command)))
}

function checksError ({ healthCheck, check }: TaskInfo): string | undefined {
  const health = healthCheck && healthCheckError(healthCheck)
  if (health !== undefined) return `Task uses invalid health check: ${health}`
  const wrong = check && checkError(check)
  return wrong && `Task uses invalid check: ${wrong}`
}

function commandError (command: CommandInfo | undefined): string | undefined {
  const variable = command?.environment?.variables?.find(({ type, value, secret }) =>
    type === 'SECRET' ? secret === undefined || value !== undefined : value === undefined)
  if (variable === undefined) return undefined
  const expected = variable.type === 'SECRET' ? 'have a secret set and no value' : 'have a value set'
  return `Task's \`CommandInfo\` is invalid: Environment variable '${variable.name}' of type '${variable.type ?? 'VALUE'}' must ${expected}`
}

function containerError (container: ContainerInfo | undefined): string | undefined {
  if (container?.type !== 'DOCKER') return undefined
  if (container.docker === undefined) return "Task's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"
  if (container.docker.parameters?.some(parameter => parameter.key === 'name')) return "Task's `ContainerInfo` is invalid: Parameter in DockerInfo must not be 'name'"
  return undefined
}

/** What the task needs of an offer, in the accounted form: with its executor's part where that is not here yet. */
export function neededResources ({ resources = [], executor }: TaskInfo, running: ExecutorInfo | undefined): Resource[] {
  return addResources(accounted(resources), running === undefined ? accounted(executor?.resources) : [])
}

function resourcesError (task: TaskInfo, { role, available, running }: TaskContext): string | undefined {
  const { resources = [] } = task
  const error = resources.map(resourceError).find(text => text !== undefined)
  if (error !== undefined) return `Task uses invalid resources: ${error}`
  if (containsResources([], accounted(resources))) return 'Task uses no resources'
  const wanted = neededResources(task, running)
  const isForeign = resources.some(({ allocationInfo }) => (allocationInfo?.role ?? role) !== role)
  if (!isForeign && containsResources(available, wanted)) return undefined
  return `Total resources ${resourceText(wanted, role)} required by task and its executor is more than available ${resourceText(available, role)}`
}
