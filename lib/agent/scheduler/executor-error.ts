import { isDeepStrictEqual } from 'node:util'
import type { ExecutorInfo } from '../../../types/mesos-v1.ts'
import { idError } from './id-error.ts'
import { resourceError } from './resource-error.ts'

/** Why a framework cannot have this executor, in the original's words; undefined when it can. `running`: the one of that id that is here. */
export function executorError (executor: ExecutorInfo, frameworkId: string, running: ExecutorInfo | undefined): string | undefined {
  return idError(executor.executorId.value) ?? typeError(executor) ?? frameworkError(executor, frameworkId) ?? graceError(executor) ??
    containerError(executor) ?? resourcesError(executor) ?? compatibilityError(executor, frameworkId, running)
}

function typeError ({ type = 'CUSTOM', command, container }: ExecutorInfo): string | undefined {
  if (type === 'UNKNOWN') return 'Unknown executor type'
  if (type === 'CUSTOM') return command === undefined ? "'ExecutorInfo.command' must be set for 'CUSTOM' executor" : undefined
  if (command !== undefined) return "'ExecutorInfo.command' must not be set for 'DEFAULT' executor"
  if (container !== undefined && container.type !== 'MESOS') return "'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor"
  return "'DEFAULT' executors are not supported by this agent: they run their tasks in nested containers"
}

function frameworkError ({ frameworkId }: ExecutorInfo, expected: string): string | undefined {
  if (frameworkId === undefined || frameworkId.value === expected) return undefined
  return `ExecutorInfo has an invalid FrameworkID (Actual: ${frameworkId.value} vs Expected: ${expected})`
}

function graceError ({ shutdownGracePeriod }: ExecutorInfo): string | undefined {
  return (shutdownGracePeriod?.nanoseconds ?? 0) < 0 ? "ExecutorInfo's 'shutdown_grace_period' must be non-negative" : undefined
}

function containerError ({ container }: ExecutorInfo): string | undefined {
  if (container?.type !== 'DOCKER') return undefined
  if (container.docker === undefined) return "Executor's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"
  if (container.docker.parameters?.some(({ key }) => key === 'name')) return "Executor's `ContainerInfo` is invalid: Parameter in DockerInfo must not be 'name'"
  return undefined
}

function resourcesError ({ resources = [] }: ExecutorInfo): string | undefined {
  const error = resources.map(resourceError).find(text => text !== undefined)
  return error && `Executor uses invalid resources: ${error}`
}

/** Unlike Mesos, which prints both: they may hold secrets. */
function compatibilityError (executor: ExecutorInfo, frameworkId: string, running: ExecutorInfo | undefined): string | undefined {
  if (running === undefined || isDeepStrictEqual(comparable(executor, frameworkId), comparable(running, frameworkId))) return undefined
  return 'ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID'
}

/** What is decided here and not by the framework does not count. */
function comparable ({ type = 'CUSTOM', resources = [], ...rest }: ExecutorInfo, frameworkId: string): object {
  return { ...rest, type, frameworkId: { value: frameworkId }, resources: resources.map(({ allocationInfo, ...resource }) => resource) }
}
