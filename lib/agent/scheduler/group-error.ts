import type { OfferOperationLaunchGroup } from '../../../types/mesos-v1.ts'

/** Why a task group is refused: always, as long as there are no executors here; by the original's reason where it has one. */
export function groupError ({ executor, taskGroup }: OfferOperationLaunchGroup): string {
  if (executor.container?.type === 'DOCKER') return 'Docker ContainerInfo is not supported on the executor'
  if (taskGroup.tasks?.some(task => task.container?.type === 'DOCKER')) return 'Docker ContainerInfo is not supported on the task'
  return 'Task groups are not supported yet'
}
