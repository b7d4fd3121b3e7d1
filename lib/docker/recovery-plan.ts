import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerRun } from './docker-run.ts'
import { CONTAINER_LABEL } from './ownership-labels.ts'

/** What is to be done with one finding of a recovery. */
export type RecoveryStep =
  /** Our record and its container: take it back, running or not. */
  | { action: 'ADOPT', run: DockerRun, engineId: string }
  /** A record without a container: its end was missed, or its create never came to pass. */
  | { action: 'LOST', run: DockerRun }
  /** A container of ours which nobody asks for any more. */
  | { action: 'ORPHAN', engineId: string, key: string }
  /** A record which the agent does not know, without a container. */
  | { action: 'FORGET', run: DockerRun }

/** One row per case: record or not, container or not, known to the agent or not. Without a state every record counts. */
export function recoveryPlan (state: AgentState | null, runs: DockerRun[], containers: ContainerSummary[]): RecoveryStep[] {
  const wanted = state === null ? null : new Set(state.runs.map(({ containerId }) => containerKey(containerId)))
  const found = new Map(containers.map((container) => [container.labels[CONTAINER_LABEL] as string, container.id]))
  const steps: RecoveryStep[] = []
  for (const run of runs) {
    const key = containerKey(run.containerId)
    const engineId = found.get(key)
    found.delete(key)
    const known = wanted === null || wanted.has(key)
    if (engineId === undefined) steps.push(known ? { action: 'LOST', run } : { action: 'FORGET', run })
    else steps.push(known ? { action: 'ADOPT', run, engineId } : { action: 'ORPHAN', engineId, key })
  }
  for (const [key, engineId] of found) steps.push({ action: 'ORPHAN', engineId, key })
  return steps
}
