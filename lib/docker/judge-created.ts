import type { CreateBody } from '../../types/docker-engine.ts'
import { hostSources } from '../run-options/policy/host-sources.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'
import { ownPaths } from './own-paths.ts'

/**
 * Looks at the host paths once more, right before the start: a link may have been turned round since the plan, by what was
 * fetched or by a task that shares the directory. Beside what was asked for counts what the engine understood by it.
 */
export async function judgeCreated (parts: DockerParts, run: DockerRun, engineId: string, { HostConfig }: CreateBody): Promise<void> {
  // An executor's mounts are the agent's own.
  if (run.taskName !== undefined) return
  const own = ownPaths(run, parts)
  const asked = hostSources(HostConfig)
  if (asked.every((source) => own.includes(source))) return
  const details = await parts.engine.inspect(engineId)
  const mounts = details?.raw['Mounts'] as Array<{ Type: string, Source: string }> | undefined ?? []
  const understood = mounts.filter(({ Type }) => Type === 'bind').map(({ Source }) => Source)
  await judgeHostPaths(parts, run, [...asked, ...understood])
}
