import pLimit from 'p-limit'
import type { RecoveredRun } from '../../types/agent-state.ts'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { DockerParts } from './docker-parts.ts'
import { SHUTDOWN_GRACE_MS } from './docker-run.ts'
import type { DockerRun } from './docker-run.ts'
import { AGENT_LABEL } from './ownership-labels.ts'
import { recoveredConfig } from './recovered-config.ts'

const INSPECTED_AT_ONCE = 16
const LIMIT_MS = 5000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A container without labels that an agent of Mesos ran in our work_dir. */
export interface LegacyContainer {
  containerId: string
  engineId: string
  run: (known: RecoveredRun) => DockerRun
}

/**
 * The ContainerID in a name of Mesos: `mesos-<id>`, of 0.23 to 1.3 `mesos-<agent>.<id>`, and either with `.executor`. Null:
 * none of these. Unlike Mesos, `mesos-<id>.executor` is understood, too.
 */
export function legacyId (name: string): string | null {
  const parts = /^mesos-(.+)$/.exec(name)?.[1]?.replace(/\.executor$/, '').split('.') ?? []
  const id = parts.at(-1) ?? ''
  return parts.length <= 2 && UUID.test(id) ? id : null
}

/** Names prove nothing, any agent gives the same: a container is of our work_dir when it has the sandbox that this agent's run of that id would have. */
export async function legacyContainers (
  { engine, agentId, workDir, log }: Pick<DockerParts, 'engine' | 'agentId' | 'workDir' | 'log'>
): Promise<LegacyContainer[]> {
  if (workDir === undefined) return []
  const limit = pLimit(INSPECTED_AT_ONCE)
  const named = (await engine.list({ name: 'mesos-' })).filter(({ labels }) => labels[AGENT_LABEL] === undefined)
    .flatMap(({ id: engineId, names }) => names.map((name) => ({ engineId, name, id: legacyId(name) })))
  const inspected = named.flatMap(({ engineId, name, id: containerId }) => containerId === null
    ? []
    : [limit(async () => {
        try {
          const details = await engine.inspect(engineId, { timeoutMs: LIMIT_MS })
          return details !== null && isOurs(details, `${workDir}/slaves/${agentId}/`, containerId) ? [{ containerId, engineId, run: runOf(name) }] : []
        } catch (err) {
          log.warn({ err, container: containerId }, 'a container with a name of Mesos cannot be looked at, it is left alone')
          return []
        }
      })])
  return (await Promise.all(inspected)).flat()
}

function isOurs ({ raw }: ContainerDetails, place: string, containerId: string): boolean {
  const mounts = (raw['Mounts'] ?? []) as Array<{ Source?: string }>
  return mounts.some(({ Source = '' }) => Source.startsWith(place) && (Source.endsWith(`/runs/${containerId}`) || Source.endsWith(`/docker/links/${containerId}`)))
}

function runOf (name: string): (known: RecoveredRun) => DockerRun {
  return ({ containerId, ...known }) => ({
    containerId,
    name,
    config: recoveredConfig(known),
    taskKillingState: false,
    shutdownGracePeriodMs: SHUTDOWN_GRACE_MS,
    started: { process: null }
  })
}
