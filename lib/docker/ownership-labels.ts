import { containerKey } from '../util/container-key.ts'
import type { DockerRun } from './docker-run.ts'
import { killGraceMs } from './kill-grace.ts'

const PREFIX = 'fastify-docker-containerizer.'

/** Containers with our agent's id and our work_dir's in these are ours; all others are left alone, whatever their name. */
export const AGENT_LABEL = `${PREFIX}agent-id`
export const WORK_DIR_LABEL = `${PREFIX}work-dir-id`
export const CONTAINER_LABEL = `${PREFIX}container-id`
/** Enough to take a container back whose record is lost. */
export const RUN_LABELS = {
  frameworkId: `${PREFIX}framework-id`,
  taskId: `${PREFIX}task-id`,
  executorId: `${PREFIX}executor-id`,
  directory: `${PREFIX}directory`,
  user: `${PREFIX}user`,
  bootId: `${PREFIX}boot-id`,
  killGraceMs: `${PREFIX}kill-grace-ms`,
  taskKillingState: `${PREFIX}task-killing-state`
} as const

export interface Owner {
  agentId: string
  /** Tells apart agents with one id and several work_dirs. */
  workDirId: string
}

/** As a list of the engine filters for them. */
export function ownLabels ({ agentId, workDirId }: Owner): string[] {
  return [`${AGENT_LABEL}=${agentId}`, `${WORK_DIR_LABEL}=${workDirId}`]
}

/** Given to the engine in the create call itself, so that no container of ours is ever without them. */
export function ownershipLabels ({ agentId, workDirId }: Owner, run: DockerRun): Record<string, string> {
  const { taskInfo, executorInfo, frameworkId, directory, user } = run.config
  const known: Record<keyof typeof RUN_LABELS, string | undefined> = {
    frameworkId: frameworkId?.value,
    taskId: taskInfo?.taskId.value,
    executorId: executorInfo?.executorId.value,
    directory,
    user,
    bootId: run.bootId,
    killGraceMs: String(killGraceMs(run, 0)),
    taskKillingState: run.taskKillingState ? 'true' : undefined
  }
  const labels: Record<string, string> = { [AGENT_LABEL]: agentId, [WORK_DIR_LABEL]: workDirId, [CONTAINER_LABEL]: containerKey(run.containerId) }
  for (const [name, value] of Object.entries(known)) {
    if (value !== undefined) labels[RUN_LABELS[name as keyof typeof RUN_LABELS]] = value
  }
  return labels
}
