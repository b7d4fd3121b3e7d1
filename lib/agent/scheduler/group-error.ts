import { isDeepStrictEqual } from 'node:util'
import type { OfferOperationLaunchGroup } from '../../../types/mesos-v1.ts'

/** Why a task group as a whole is refused, by the original's reason where it has one; undefined when its executor may have it. */
export function groupError ({ executor, taskGroup: { tasks = [] } }: OfferOperationLaunchGroup): string | undefined {
  if (executor.container?.type === 'DOCKER') return 'Docker ContainerInfo is not supported on the executor'
  if (tasks.some(({ container }) => container?.type === 'DOCKER')) return 'Docker ContainerInfo is not supported on the task'
  if (tasks.some(({ container }) => (container?.networkInfos ?? []).length > 0)) return 'NetworkInfos must not be set on the task'
  if (tasks.some(task => task.executor !== undefined && !isDeepStrictEqual(task.executor, executor))) return "'TaskInfo.executor' must be unset or that of the group"
  if (executor.type === undefined) return "'ExecutorInfo.type' must be set"
  return undefined
}
