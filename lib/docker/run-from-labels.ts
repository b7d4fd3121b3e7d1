import type { RecoveredRun } from '../../types/agent-state.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'
import { engineName, SHUTDOWN_GRACE_MS } from './docker-run.ts'
import type { DockerRun } from './docker-run.ts'
import { executorName } from './executed-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL, RUN_LABELS } from './ownership-labels.ts'
import { recoveredConfig } from './recovered-config.ts'

/**
 * The record of a container whose record is lost: from its labels, and from what the agent knows of it where it does. Null: not even its sandbox
 * is known.
 */
export function runFromLabels ({ names, labels, created }: ContainerSummary, known?: RecoveredRun): DockerRun | null {
  const label = (name: keyof typeof RUN_LABELS): string | undefined => labels[RUN_LABELS[name]]
  const directory = known?.directory ?? label('directory')
  const [taskId, frameworkId, user, bootId] = [label('taskId'), label('frameworkId'), label('user'), label('bootId')]
  const executorId = label('executorId')
  const [name] = names
  const agentId = { value: String(labels[AGENT_LABEL]) }
  if (directory === undefined || name === undefined) return null
  const taskInfo = known?.taskInfo ?? (taskId === undefined ? undefined : { name: taskId, taskId: { value: taskId }, agentId })
  const framework = known?.frameworkId ?? (frameworkId === undefined ? undefined : { value: frameworkId })
  const executorInfo = known?.executorInfo ?? (executorId === undefined ? undefined : { executorId: { value: executorId } })
  const taskName = engineName(agentId.value, String(labels[CONTAINER_LABEL]))
  const executed = name === executorName(taskName)
  const limitMs = executed ? 0 : (taskInfo?.maxCompletionTime?.nanoseconds ?? 0) / 1e6
  return {
    containerId: known?.containerId ?? { value: String(labels[CONTAINER_LABEL]) },
    name,
    ...(executed ? { taskName } : {}),
    config: recoveredConfig({ directory, taskInfo, executorInfo, frameworkId: framework, user }),
    taskKillingState: label('taskKillingState') === 'true',
    shutdownGracePeriodMs: Number(label('killGraceMs') ?? SHUTDOWN_GRACE_MS),
    ...(bootId === undefined ? {} : { bootId }),
    // Whether it was is asked of the engine.
    started: { process: null },
    ...(limitMs > 0 ? { completionDeadline: created * 1000 + limitMs } : {})
  }
}
