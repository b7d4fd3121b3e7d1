import type { AgentState } from '../../types/agent-state.ts'
import type { DockerParts } from './docker-parts.ts'
import { legacyContainers } from './legacy-containers.ts'
import { ownLabels } from './ownership-labels.ts'
import type { Findings } from './recovery-plan.ts'

/**
 * Everything that a recovery goes by: two lists of the engine, whatever the number of containers, and the records. What
 * cannot be read stays where it is.
 */
export async function gather (parts: DockerParts, state: AgentState | null): Promise<Findings> {
  const { engine, runs, log } = parts
  const [{ records, broken }, containers, legacy] = await Promise.all([
    runs.list(), engine.list({ labels: ownLabels(parts) }), legacyContainers(parts)
  ])
  for (const { key, error } of broken) log.error({ err: error, record: key }, 'a record of a container cannot be read')
  const unreadable = new Set([...broken.map(({ key }) => key), ...state?.unreadable ?? []])
  return { state, containers, legacy, unreadable, runs: records.map(({ value }) => value) }
}
