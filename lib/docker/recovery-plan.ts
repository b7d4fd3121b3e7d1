import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'
import { containerKey } from '../util/container-key.ts'
import { engineName } from './docker-run.ts'
import type { DockerRun } from './docker-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL } from './ownership-labels.ts'

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
  // Of two containers with the same labels the one with our name is meant: of equal keys, the map keeps the last.
  const found = new Map([...containers, ...containers.filter(isNamedByUs)].map((container) => [container.labels[CONTAINER_LABEL], container]))
  const steps: RecoveryStep[] = []
  for (const run of runs) {
    const key = containerKey(run.containerId)
    const container = found.get(key)
    if (wanted === null || wanted.has(key)) {
      steps.push(container === undefined ? { action: 'LOST', run } : { action: 'ADOPT', run, engineId: container.id })
      found.delete(key)
    } else if (container === undefined || !isNamedByUs(container)) steps.push({ action: 'FORGET', run })
  }
  for (const [key, container] of found) {
    if (key !== undefined && isNamedByUs(container)) steps.push({ action: 'ORPHAN', engineId: container.id, key })
  }
  return steps
}

/**
 * An image committed from a container hands its labels on to whatever is run from it: labels alone are no reason to
 * remove anything. One that is half removed may have lost its name.
 */
function isNamedByUs ({ names, labels }: ContainerSummary): boolean {
  return names.length === 0 || names.includes(engineName(String(labels[AGENT_LABEL]), String(labels[CONTAINER_LABEL])))
}
