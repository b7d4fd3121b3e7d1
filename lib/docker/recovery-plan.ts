import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'
import { containerKey } from '../util/container-key.ts'
import { engineName } from './docker-run.ts'
import type { DockerRun } from './docker-run.ts'
import { executorName } from './executed-run.ts'
import type { LegacyContainer } from './legacy-containers.ts'
import { AGENT_LABEL, CONTAINER_LABEL } from './ownership-labels.ts'
import { runFromLabels } from './run-from-labels.ts'

/** A container of ours which nobody asks for, and why that is known. */
export interface Orphan {
  engineId: string
  key: string
  reason: string
}

/** What is to be done with one finding of a recovery. */
export type RecoveryStep =
  /** A container that is wanted: take it back, running or not. */
  | { action: 'ADOPT', run: DockerRun, engineId: string }
  /** A record without a container: its end was missed, or its create never came to pass. */
  | { action: 'LOST', run: DockerRun }
  /** A record which the agent does not know, without a container. */
  | { action: 'FORGET', run: DockerRun }
  | { action: 'ORPHAN' } & Orphan
  /** Ours, and nobody asks for it, but it cannot be known that nobody does. */
  | { action: 'LEAVE' } & Orphan

export interface Findings {
  /** Null: the agent remembers nothing, or there is none; then every record counts. */
  state: AgentState | null
  runs: DockerRun[]
  /** Keys of records, ours or the agent's, that cannot be read. */
  unreadable?: Set<string>
  /** With our labels. */
  containers: ContainerSummary[]
  /** Without labels, proven to be of this work_dir. */
  legacy?: LegacyContainer[]
}

const UNKNOWN_TO_AGENT = 'the agent does not know it'
const UNREADABLE = 'its record cannot be read'
const NO_RECORD = 'there is no record of it'

/** One row per case: record or not, container or not, known to the agent or not. Pure. */
export function recoveryPlan ({ state, runs, unreadable = new Set(), containers, legacy = [] }: Findings): RecoveryStep[] {
  const wanted = state === null ? null : new Map(state.runs.map((run) => [containerKey(run.containerId), run]))
  // Of containers with the same labels one with our name is meant, the executor's before its task's: of equal keys, the map keeps the last.
  const named = containers.filter(isNamedByUs)
  const found = new Map([...containers, ...named, ...named.filter(isExecutor)].map((container) => [container.labels[CONTAINER_LABEL], container]))
  const recorded = new Set(runs.map(({ containerId }) => containerKey(containerId)))
  const steps: RecoveryStep[] = []
  const older = new Map(legacy.map((container) => [container.containerId, container]))
  for (const run of runs) {
    const key = containerKey(run.containerId)
    const container = found.get(key)
    const engineId = container !== undefined && isOf(run, container) ? container.id : older.get(key)?.engineId
    if (wanted === null || wanted.has(key)) {
      steps.push(engineId === undefined ? { action: 'LOST', run } : { action: 'ADOPT', run, engineId })
      found.delete(key)
      older.delete(key)
    } else if ((container === undefined || !isNamedByUs(container)) && !older.has(key) && !unreadable.has(key)) steps.push({ action: 'FORGET', run })
  }
  for (const [key, container] of found) {
    if (key === undefined || !isNamedByUs(container)) continue
    const orphan = { engineId: container.id, key }
    const known = wanted?.get(key)
    // Without any memory what runs is taken to be wanted; what has ended was told, or the record would be there.
    const run = known !== undefined || (wanted === null && container.state === 'running') ? runFromLabels(container, known) : null
    if (unreadable.has(key)) steps.push({ action: 'LEAVE', ...orphan, reason: UNREADABLE })
    else if (run !== null) steps.push({ action: 'ADOPT', run, engineId: container.id })
    else {
      const reason = recorded.has(key) ? UNKNOWN_TO_AGENT : NO_RECORD
      for (const { id: engineId, labels } of named) if (labels[CONTAINER_LABEL] === key) steps.push({ action: 'ORPHAN', engineId, key, reason })
    }
  }
  for (const [key, { engineId, run }] of older) {
    const known = wanted?.get(key)
    if (known !== undefined) steps.push({ action: 'ADOPT', run: run(known), engineId })
    else if (unreadable.has(key)) steps.push({ action: 'LEAVE', engineId, key, reason: UNREADABLE })
    else steps.push({ action: 'ORPHAN', engineId, key, reason: 'an agent of Mesos ran it in this work_dir' })
  }
  return steps
}

/**
 * An image committed from a container hands its labels on to whatever is run from it: labels alone are no reason to
 * remove anything. One that is half removed may have lost its name.
 */
export function isNamedByUs ({ names, labels }: ContainerSummary): boolean {
  const name = engineName(String(labels[AGENT_LABEL]), String(labels[CONTAINER_LABEL]))
  return names.length === 0 || names.includes(name) || names.includes(executorName(name))
}

/** Unlike Mesos, which does not know the containers of its executors again. */
function isExecutor ({ names, labels }: ContainerSummary): boolean {
  return names.includes(executorName(engineName(String(labels[AGENT_LABEL]), String(labels[CONTAINER_LABEL]))))
}

/** A task's container without its executor's is not the run's: nobody runs the task any more. */
function isOf ({ name, taskName }: DockerRun, { names }: ContainerSummary): boolean {
  return taskName === undefined || names.includes(name)
}
